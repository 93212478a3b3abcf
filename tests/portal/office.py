"""An office for tests: real Celery workers in processes of their own, a real SMTP server, a broker."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.db import connection

import portal.celery

PATIENCE_SECONDS = 60
REDIS_URL = os.environ.get("REDIS_URL", "")
BROKERS = [
    "filesystem",
    pytest.param("redis", marks=pytest.mark.skipif(not REDIS_URL, reason="REDIS_URL is not set")),
]
ROOT = Path(__file__).resolve().parents[2]


class Mailbox:
    """An SMTP server on this machine that keeps what it receives; it can stop and hold messages."""

    def __init__(self):
        self.received = []
        self.arrived = threading.Event()
        self._release = threading.Event()
        self._release.set()
        self.port = free_port()
        self.start()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.arrived.set()
        while not self._release.is_set():
            await asyncio.sleep(0.02)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def hold(self):
        """Answer no message from now on."""
        self.arrived.clear()
        self._release.clear()

    def let_go(self):
        self._release.set()

    def stop(self):
        self.controller.stop()

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()


class Office:
    """A broker, a database in reach of other processes, a mailbox, and workers to be started."""

    def __init__(self, broker, folder):
        self.queue = f"test-{uuid.uuid4().hex[:12]}"
        self.mailbox = Mailbox()
        self.workers = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mailbox.port}",
            "REDIS_URL": REDIS_URL if broker == "redis" else "",
            "VAR_DIR": str(folder),
        }
        messages = folder / "queue" / "messages"
        messages.mkdir(parents=True)
        (folder / "queue" / "control").mkdir()
        self.app = Celery("office", set_as_current=False)
        self.app.conf.update(
            broker_url=REDIS_URL if broker == "redis" else "filesystem://",
            broker_transport_options={}
            if broker == "redis"
            else {
                "data_folder_in": str(messages),
                "data_folder_out": str(messages),
                "control_folder": str(folder / "queue" / "control"),
            },
            task_default_queue=self.queue,
            task_publish_retry=False,
            task_ignore_result=True,
        )
        self.app.set_current()

    def hire(self, count=1, *, include=""):
        """Start workers, which import ``include`` too, and wait until each has taken up its work."""
        command = [sys.executable, "-m", "celery", "-A", "portal", "worker", "--pool", "solo"]
        options = ["-Q", self.queue, "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        if include:
            options += ["--include", include]
        logs = []
        for number in range(count):
            log = Path(self.environment["VAR_DIR"]) / f"worker-{len(self.workers)}.log"
            logs.append(log)
            with log.open("wb") as out:
                self.workers.append(
                    subprocess.Popen(  # noqa: S603 -- our own command
                        [*command, *options, "-n", f"w{number}-{uuid.uuid4().hex[:6]}@%h"],
                        cwd=ROOT,
                        env=self.environment,
                        stdout=out,
                        stderr=out,
                    )
                )
        eventually(lambda: all(" ready." in log.read_text() for log in logs))

    def kill_workers(self):
        """End every worker the hard way, in the middle of its work."""
        for worker in self.workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        self.workers.clear()

    def close(self):
        self.mailbox.let_go()
        self.kill_workers()
        self.mailbox.stop()
        if self.app.conf.broker_url != "filesystem://":
            with self.app.connection_for_write() as broker:
                broker.default_channel.queue_delete(self.queue)
        self.app.close()
        portal.celery.app.set_current()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def database_url():
    """Where the test database is, for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    login = f"{quote(config['USER'])}:{quote(config['PASSWORD'] or '')}@" if config["USER"] else ""
    return f"postgres://{login}{config['HOST'] or 'localhost'}:{config['PORT'] or 5432}/{config['NAME']}"


def eventually(condition):
    """Wait until ``condition`` holds; it always comes to pass, or the test fails."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
