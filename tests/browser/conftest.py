"""A whole portal for the browser: database in a file, web server, worker, SMTP server – all real.

Nothing is faked: the journeys talk to gunicorn, mails go outbox → Celery worker → SMTP socket.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.databases import start_from_template

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    """Everything below this folder is a browser test; without a Chromium it says so and skips."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium found: set CHROMIUM"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """What the SMTP server received, as parsed messages."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        from email import message_from_bytes, policy

        self.messages.append(
            (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"

    def to(self, address):
        return [message for recipients, message in self.messages if address in recipients]

    def wait_for(self, address, words, *, seconds=30):
        """The newest message to ``address`` whose subject holds ``words``; fails after ``seconds``."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in reversed(self.to(address)):
                if words in message["Subject"]:
                    return message
            time.sleep(0.2)
        subjects = [message["Subject"] for message in self.to(address)]
        raise AssertionError(f"no mail “{words}” to {address}; there were: {subjects}")


class Portal:
    """One running portal, its folder and its mailbox."""

    def __init__(self, folder, mailbox, smtp_port):
        self.folder = folder
        self.mailbox = mailbox
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{
                key: value
                for key, value in os.environ.items()
                if key not in {"DATABASE_URL", "REDIS_URL"}
            },
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "VAR_DIR": str(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
            "SITE_URL": self.url,
            "PYTHONUNBUFFERED": "1",
        }
        self.processes = []

    def manage(self, *arguments, code=None):
        """Run a management command (or ``shell -c`` code) against this portal's database."""
        command = [
            sys.executable,
            "manage.py",
            *(["shell", "-v", "0", "-c", code] if code else arguments),
        ]
        done = subprocess.run(  # noqa: S603 -- our own command
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *, worker=True):
        log = (self.folder / "server.log").open("w")
        commands = (
            [
                sys.executable,
                "-m",
                "gunicorn",
                "portal.wsgi",
                "--bind",
                f"127.0.0.1:{self.port}",
                "--threads",
                "4",
            ],
            [
                sys.executable,
                "-m",
                "celery",
                "--app",
                "portal",
                "worker",
                "--beat",
                "--concurrency",
                "1",
                "--loglevel",
                "WARNING",
                "--schedule",
                str(self.folder / "beat-schedule"),
            ],
        )
        for command in commands if worker else commands[:1]:
            self.processes.append(
                subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)  # noqa: S603 -- our own
            )
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2)  # noqa: S310 -- loopback
            except OSError:
                time.sleep(0.25)
            else:
                return
        raise AssertionError((self.folder / "server.log").read_text())

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def smtp():
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield mailbox, controller.port
    controller.stop()


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    """A folder with the province's data, from which each portal of this run starts."""
    prepared = Portal(tmp_path_factory.mktemp("province"), mailbox=None, smtp_port=25)
    start_from_template(prepared.folder / "portal.sqlite3")
    prepared.manage("migrate", "--verbosity", "0")
    prepared.manage("load_langson", "--verbosity", "0")
    return prepared.folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory, province):
    """A folder as ``bin/run`` leaves it: the province's data and the demo editions."""
    folder = shutil.copytree(province, tmp_path_factory.mktemp("demonstration") / "var")
    Portal(folder, mailbox=None, smtp_port=25).manage("make_demo", "--once", "--verbosity", "0")
    return folder


@pytest.fixture(scope="session")
def portal(tmp_path_factory, demonstration, smtp):
    """The portal with the demo editions, its worker and its mail."""
    mailbox, port = smtp
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("portal") / "var")
    running = Portal(folder, mailbox, port)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def start_portal(tmp_path, province):
    """Starts a portal of the test's own, with a mailbox of its own, after running ``code`` in it."""
    with ExitStack() as stack:

        def start(code):
            mailbox = Mailbox()
            controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
            controller.start()
            stack.callback(controller.stop)
            running = Portal(shutil.copytree(province, tmp_path / "var"), mailbox, controller.port)
            running.manage(code=code)
            running.start()
            stack.callback(running.stop)
            return running

        yield start


@pytest.fixture
def story_portal(start_portal):
    """A portal in which the story's edition is open."""
    return start_portal("from tests.browser.story_setup import set_up; set_up()")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture
def complaints(context):
    """Console errors and CSP violations of every page of this test; must stay empty."""
    found = []

    def listen(page):
        page.on(
            "console",
            lambda message: (
                found.append(f"{page.url}: {message.text}") if _is_complaint(message) else None
            ),
        )
        page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))

    context.on("page", listen)
    yield found
    assert found == []


def _is_complaint(message):
    if message.type == "error" and "the server responded with a status of" not in message.text:
        return True
    return "Content Security Policy" in message.text
