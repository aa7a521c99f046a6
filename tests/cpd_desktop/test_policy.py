"""What an administrator sets: forced at every start, preset where nobody typed anything; what a removal would lose."""

from pathlib import Path

import pytest

from cpd_desktop.errors import StoreTrouble
from cpd_desktop.platform import policy
from cpd_desktop.platform.policy import Policy, Settings
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store.unsent import count_unsent
from cpd_desktop.sync import transport
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.shell import Shell


def test_what_is_forced_holds_whatever_was_typed(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.remember(server="https://typed.example.cn", proxy="http://typed:1")
    policy.apply(Policy(forced=Settings(server="cpd.example.cn/", proxy="http://p:8080")), profile)
    assert (profile.remembered.server, profile.remembered.proxy) == ("https://cpd.example.cn", "http://p:8080")


def test_a_preset_fills_what_is_empty_and_no_more(tmp_path: Path) -> None:
    preset = Policy(preset=Settings(server="https://cpd.example.cn", proxy="direct"))
    profile = Profile(tmp_path)
    policy.apply(preset, profile)
    assert (profile.remembered.server, profile.remembered.proxy) == ("https://cpd.example.cn", "direct")
    profile.remember(server="https://other.example.cn")
    policy.apply(preset, profile)
    assert profile.remembered.server == "https://other.example.cn"


@pytest.mark.parametrize(
    ("forced", "preset", "on"), [("", "", True), ("0", "1", False), ("1", "0", True), ("", "off", False)]
)
def test_updates_are_off_where_somebody_said_so(forced: str, preset: str, on: bool) -> None:
    def said(value: str) -> Settings:
        return policy.settings(lambda name: value if name == "Updates" else "")

    assert Policy(forced=said(forced), preset=said(preset)).updates is on


def test_a_file_names_settings_as_the_registry_does(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text('{"forced": {"Server": "https://a.cn", "UpdateChannel": "beta"}, "preset": {"Proxy": "direct"}}')
    found = policy.of_file(path)
    assert (found.forced.server, found.channel, found.preset.proxy) == ("https://a.cn", "beta", "direct")
    assert policy.of_file(tmp_path / "none.json") == Policy()


@pytest.mark.parametrize("text", ["{", '{"forced": "no"}', '{"forced": {"Server": 1}}'])
def test_a_damaged_file_is_said_and_not_passed_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.json"
    path.write_text(text)
    with pytest.raises(StoreTrouble, match=r"policy\.json"):
        policy.of_file(path)


def test_a_workspace_begins_with_the_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "current", lambda: Policy(forced=Settings(server="https://forced.example.cn")))
    workspace = Workspace(tmp_path, server="https://other.example.cn")
    assert workspace.server == "https://forced.example.cn"
    workspace.close()


def test_a_file_of_authorities_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "root.pem"
    monkeypatch.setattr(policy, "current", lambda: Policy(forced=Settings(certificate=str(path))))
    for text in (None, "no certificate"):
        if text:
            path.write_text(text)
        with pytest.raises(transport.Trouble, match=r"root\.pem"):
            transport.opened("https://cpd.example.cn")


def test_what_would_be_lost_is_counted_over_all_accounts(tmp_path: Path) -> None:
    from tests.cpd_core.build import draft
    from tests.cpd_desktop.material import offline_profile

    offline_profile(tmp_path, "non_practising")
    assert count_unsent(tmp_path) == 0
    workspace = Workspace(tmp_path)
    workspace.applications.file(draft())
    workspace.close()
    assert count_unsent(tmp_path) == 1
    assert Shell(tmp_path).ok("unsent", "--count").out.strip() == "1"
    other = tmp_path / "accounts" / "other"
    other.mkdir()
    (other / "cache.sqlite3").write_bytes(b"no database at all, and longer than its head would be" * 4)
    with pytest.raises(StoreTrouble):
        count_unsent(tmp_path)
    assert Shell(tmp_path).run("unsent", "--count").status == 1
