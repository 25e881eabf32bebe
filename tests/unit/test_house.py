"""Promises about the repository itself."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_locked_requirements_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = re.findall(r"^([a-z0-9._-]+)==", text, flags=re.MULTILINE)
        assert len(pins) > 15
        assert (
            "pyyaml" not in pins or name == "requirements-dev.txt"
        )  # the documentation builder needs it, the product never
        entries = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in entry for entry in entries)


def test_no_module_grows_past_what_one_can_read() -> None:
    long = [
        path.name for path in (ROOT / "src").rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 700
    ]
    assert long == []
