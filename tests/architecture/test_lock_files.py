"""The lock files install with plain pip, also on the day after somebody publishes a newer release."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^\]]+)\])?==", re.MULTILINE)


def pinned(path):
    """Return each package that ``path`` pins, with the extras that stand in the pin."""
    return {
        canonicalize_name(name): set(filter(None, extras.split(",")))
        for name, extras in PIN.findall(path.read_text())
    }


def asked_with_extras(packages):
    """Yield what the installed ``packages`` ask of one another with extras."""
    for package in packages:
        try:
            lines = metadata.requires(package) or []
        except metadata.PackageNotFoundError:  # pinned for another platform
            continue
        for requirement in map(Requirement, lines):
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if requirement.extras and applies:
                yield canonicalize_name(requirement.name), requirement.extras


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_package_asked_for_with_extras_is_pinned_with_them(name):
    # Where the pin lacks them, pip looks for the newest release of `coverage[toml]`, finds no hash for it, and stops.
    pins = pinned(ROOT / name)

    missing = [
        (package, extras)
        for package, extras in asked_with_extras(pins)
        if not extras <= pins[package]
    ]

    assert missing == []
