"""Messages of the embedded queue appear whole or not at all."""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError


@pytest.fixture
def channel(tmp_path):
    folders = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path),
    }
    with Connection(
        "filesystem://", transport="portal.queues:Transport", transport_options=folders
    ) as connection:
        yield connection.default_channel


def test_a_message_comes_back_as_it_was_put(channel):
    channel._put("celery", {"body": "Lạng Sơn"})

    assert channel._get("celery") == {"body": "Lạng Sơn"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_worker_that_looks_while_a_message_is_written_finds_none(channel, monkeypatch):
    seen = []
    write = Path.write_bytes

    def write_slowly(path, content):
        write(path, b"")
        with pytest.raises(Empty):
            channel._get("celery")
        seen.append(path.name)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_slowly)
    channel._put("celery", {"body": "x"})

    assert len(seen) == 1
    assert channel._get("celery") == {"body": "x"}


def test_a_folder_that_takes_no_file_is_told(channel, tmp_path):
    channel.data_folder_out = str(tmp_path / "gone")

    with pytest.raises(ChannelError):
        channel._put("celery", {"body": "x"})
