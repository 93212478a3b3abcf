"""The queue of a machine without Redis: messages are files, and each appears whole or not at all."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """kombu opens a message's file before it writes: a worker that looks in between reads nothing and dies."""

    def _put(self, queue: str, payload: Any, **_kwargs: Any) -> None:
        """Write beside the queue, then move in; raises ChannelError where the folder takes no file."""
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        part = whole.with_name(f"{name}.part")
        try:
            part.write_bytes(str_to_bytes(dumps(payload)))
            part.replace(whole)
        except OSError as error:
            raise ChannelError(f"Cannot add {whole} to the queue") from error


class Transport(filesystem.Transport):
    """The filesystem transport with whole messages; named by ``CELERY_BROKER_TRANSPORT``."""

    Channel = Channel
