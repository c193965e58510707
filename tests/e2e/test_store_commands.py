"""Commands that use the store: sources, briefings, deliveries, verify, doctor, and care of the database."""

from __future__ import annotations

import gzip
import json
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.briefings import BriefingStore
from summarizer.store.database import Database
from tests.e2e.harness import Nightdesk, only_line
from tests.e2e.test_ledger_commands import in_home
from tests.fakes.web import Web

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Wire",
    "items": [{"id": "1", "title": "Acme buys Kestrel", "url": "https://wire.example/1", "content_text": "It is so."}],
}


@pytest.fixture
def wired(nightdesk: Nightdesk, web: Web) -> Nightdesk:
    """The command in an installation of one source, a feed on loopback."""
    address = web.serve("/feed.json", json.dumps(FEED), Content_Type="application/feed+json")
    file = nightdesk.home / "start.opml"
    file.write_text(f'<opml version="2.0"><body><outline text="The Wire" xmlUrl="{address}"/></body></opml>')
    nightdesk.environment["NIGHTDESK_SOURCES"] = str(file)
    return nightdesk


def test_sources_are_listed_with_their_health(wired: Nightdesk) -> None:
    """Before and after they are read."""
    assert [(row["name"], row["health"]) for row in wired("sources", "list", "--json").json] == [("The Wire", "unread")]

    checked = wired("sources", "check", "--json")

    assert (checked.code, [(row["name"], row["health"]) for row in checked.json]) == (0, [("The Wire", "ok")])
    assert wired("sources", "list").out.startswith("The Wire  ok")


def test_a_home_page_is_added_by_the_feed_it_links_to(wired: Nightdesk, web: Web) -> None:
    """And under its title, with a number where another source has that."""
    other = web.serve("/other.json", json.dumps(FEED), Content_Type="application/feed+json")
    link = '<link rel="alternate" type="application/feed+json" href="/other.json">'
    home = web.serve("/", f"<html><head>{link}</head><body>Welcome</body></html>", Content_Type="text/html")
    third = web.serve("/third.json", json.dumps(FEED), Content_Type="application/feed+json")

    assert [wired("sources", "add", address).code for address in (home, third)] == [0, 0]

    added = [row for row in wired("sources", "list", "--json").json if row["name"] != "The Wire"]
    assert [row["address"] for row in added] == [other, third]
    assert [row["health"] for row in added] == ["ok", "ok"]
    again = wired("sources", "add", other)
    assert (again.code, again.out, again.err) == (0, "That source is there already, as The Wire 2.\n", "")


def test_a_page_that_leads_to_no_feed_is_named_once_with_what_to_do(nightdesk: Nightdesk, web: Web) -> None:
    page = web.serve("/notes", "Nothing but notes.", Content_Type="text/plain")

    line = only_line(nightdesk("sources", "add", page).err)

    assert line == f"nightdesk: {page} is no feed and links to none. Give an RSS, Atom or JSON feed."


def test_a_list_without_address_is_shown_removed_and_left_out_as_it_was_added(nightdesk: Nightdesk) -> None:
    """The bundled pack holds Hacker News, which no subscription list can name."""
    assert "  hn:front" in nightdesk("sources", "list").out
    assert "so not in an OPML list: Hacker News front" in only_line(nightdesk("sources", "export").err)
    assert nightdesk("sources", "remove", "hn:front").out == "Removed Hacker News front.\n"


def test_user_info_and_query_values_are_never_shown(wired: Nightdesk, web: Web) -> None:
    """In no command that lists, adds or checks."""
    secret = web.serve("/private.json", json.dumps(FEED), Content_Type="application/feed+json") + "?key=hunter22"
    asked = (["add", secret, "--name", "Private"], ["list"], ["list", "--json"], ["check"])
    words = [ran.out + ran.err for ran in (wired("sources", *rest) for rest in asked)]

    assert all("hunter22" not in each for each in words)
    assert "/private.json?key=…" in words[1]


def test_a_source_is_removed_by_its_name_in_any_case(wired: Nightdesk) -> None:
    """A name that is nearly right is answered with the right one."""
    assert 'Did you mean "The Wire"?' in only_line(wired("sources", "remove", "the wir").err)
    assert wired("sources", "remove", "the wire").code == 0
    assert wired("sources", "list", "--json").json == []


def test_a_list_goes_out_and_comes_back(wired: Nightdesk, tmp_path: Path) -> None:
    """What is exported here is imported there; a second time it adds nothing."""
    exported = wired("sources", "export").out
    (tmp_path / "exported.opml").write_text(exported)

    assert "The Wire" in exported
    assert wired("sources", "import", str(tmp_path / "exported.opml")).out.startswith("0 of 1 sources added")


def test_packs_are_listed_and_added(wired: Nightdesk) -> None:
    """Nothing is fetched for it."""
    assert "security" in wired("sources", "packs").out
    assert "https://" in wired("sources", "packs", "security").out
    assert wired("sources", "packs", "security", "--add").out.strip().endswith("sources added.")


PLACE = ("--platform", "slack", "--workspace", "T1", "--channel", "C1")


def test_a_channel_has_one_standing_order(wired: Nightdesk) -> None:
    """Setting it again replaces it, and its id stays; the words need no quotes."""
    wired("briefing", "add", *PLACE, "weekdays 8am Europe/Berlin")
    wired("briefing", "add", *PLACE, "daily", "9:30", "berlin")

    [row] = wired("briefing", "list", "--json").json
    assert row.keys() >= {"id", "platform", "workspace", "channel", "schedule", "state", "next"}
    assert (row["id"], row["platform"], row["workspace"], row["channel"]) == (1, "slack", "T1", "C1")
    assert (row["schedule"]["times"], row["schedule"]["timezone"]) == (["09:30"], "Europe/Berlin")


def test_a_briefing_rests_comes_again_and_goes(wired: Nightdesk) -> None:
    """Each by its id."""
    wired("briefing", "add", *PLACE, "8am")
    states = [wired("briefing", "pause", "1") and wired("briefing", "list", "--json").json[0]["state"],
              wired("briefing", "resume", "1") and wired("briefing", "list", "--json").json[0]["state"]]  # fmt: skip

    assert states == ["paused", "on"]
    assert wired("briefing", "preview", "1").code == 0
    assert wired("briefing", "remove", "1").code == 0
    assert wired("briefing", "list", "--json").json == []


def test_a_briefing_that_is_paused_for_a_while_is_listed_so(wired: Nightdesk) -> None:
    """With when it comes again by itself."""
    wired("briefing", "add", *PLACE, "daily 8am UTC")

    async def rest(database: Database) -> None:
        store = BriefingStore(database)
        (held,) = await store.all()
        await store.rest(held, datetime(2099, 1, 1, 12, tzinfo=UTC))

    in_home(wired, rest)

    [row] = wired("briefing", "list", "--json").json
    assert (row["state"], row["rests_until"]) == ("paused", "2099-01-01T12:00:00Z")
    assert "(paused until 2099-01-01T12:00:00Z, next 2099-01-02T08:00:00Z)" in wired("briefing", "list").out


def test_another_setting_is_tried_on_the_last_editions(wired: Nightdesk) -> None:
    """It says what would come and go, saves nothing, and refuses what is no setting in words."""
    wired("briefing", "add", *PLACE, "8am")
    tried = wired("briefing", "replay", "1", "length", "3")
    refused = wired("briefing", "replay", "1", "colour red")

    assert (tried.code, "Nothing is saved yet: 3 stories." in tried.out) == (0, True)
    assert "[Save]" not in tried.out
    assert (refused.code, '"colour red" is no setting' in refused.err) == (2, True)
    assert wired("briefing", "replay", "1", "length many").code == 2


def test_an_empty_ledger_is_an_empty_list(wired: Nightdesk) -> None:
    """For programs; people get a sentence."""
    assert wired("deliveries", "--json").json == []
    assert wired("deliveries", "--state", "sent").out == "Nothing was delivered yet.\n"


def test_doctor_finds_what_is_wrong_and_says_so_in_one_line(wired: Nightdesk) -> None:
    """Exit 1 then; the findings are all there, as JSON too."""
    well, ill = wired("doctor", "--json"), wired("doctor", "--json", NIGHTDESK_TIMEZONE="Mars/Base")

    assert (well.code, well.err, ill.code) == (0, "", 1)
    assert {row["subject"] for row in well.json} >= {
        "settings",
        "platforms",
        "time zones",
        "packages",
        "database",
        "sizes",
    }
    assert [row["subject"] for row in ill.json if row["level"] == "wrong"] == ["settings"]
    assert "1 of" in only_line(ill.err)


def test_doctor_says_what_it_may_be_when_no_source_can_be_read(wired: Nightdesk, web: Web) -> None:
    """A machine without a way out, more often than every feed of the world being down."""
    web.serve("/feed.json", status=500)
    other = web.serve("/other.json", json.dumps(FEED), Content_Type="application/feed+json")
    wired("sources", "add", other)
    web.serve("/other.json", status=500)
    wired("sources", "check")

    said = wired("doctor").out

    assert "not one could be read" in said and "NIGHTDESK_PROXY" in said


def test_doctor_shows_no_password(wired: Nightdesk) -> None:
    """Not even of a database that it cannot reach."""
    ran = wired(
        "doctor", NIGHTDESK_DATABASE_URL="postgresql://me:hunter22@127.0.0.1:1/x", SLACK_BOT_TOKEN="xoxb-hunter22"
    )

    assert ran.code == 1
    assert "hunter22" not in ran.out + ran.err


def test_migrate_says_where_the_database_is(nightdesk: Nightdesk) -> None:
    """The second time there is nothing to do."""
    assert nightdesk("migrate").out.startswith("The database is at revision")
    assert nightdesk("migrate").out.endswith("already.\n")


def test_a_locked_database_is_waited_for(wired: Nightdesk) -> None:
    """Another process that writes for a moment costs no command its work."""
    wired("migrate")
    other = sqlite3.connect(wired.home / "nightdesk.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, other.execute, ["COMMIT"])
    release.start()
    began = time.monotonic()
    ran = wired("briefing", "add", *PLACE, "8am")
    release.join()
    other.close()

    assert (ran.code, time.monotonic() - began > 0.4) == (0, True)


def test_a_backup_comes_back_whole(wired: Nightdesk, tmp_path: Path) -> None:
    """What was there before the restore is kept beside the data."""
    file = str(tmp_path / "monday.backup")
    wired("briefing", "add", *PLACE, "8am")
    assert wired("backup", file).code == 0
    wired("briefing", "add", *PLACE, "9am")
    wired("sources", "remove", "The Wire")

    ran = wired("restore", file)

    assert (ran.code, "before-restore-" in ran.out) == (0, True)
    assert wired("briefing", "list", "--json").json[0]["schedule"]["time"] == "08:00"
    assert [row["name"] for row in wired("sources", "list", "--json").json] == ["The Wire"]
    [kept] = wired.home.glob("before-restore-*.backup")
    wired("restore", str(kept))
    assert wired("briefing", "list", "--json").json[0]["schedule"]["time"] == "09:00"


def test_a_backup_is_never_written_over_another(wired: Nightdesk, tmp_path: Path) -> None:
    """Nor where it cannot be written; nothing half-written stays."""
    file = tmp_path / "monday.backup"
    file.write_bytes(b"precious")

    assert "exists already" in only_line(wired("backup", str(file)).err)
    assert wired("backup", str(tmp_path / "nowhere" / "x.backup")).code == 1
    assert file.read_bytes() == b"precious"
    assert not list(tmp_path.glob("**/*.part"))


def spoiled(whole: bytes) -> dict[str, bytes]:
    return {
        "cut off": whole[: len(whole) // 2],
        "changed": whole[:40] + bytes(each ^ 0xFF for each in whole[40:60]) + whole[60:],
        "empty": b"",
        "something else": gzip.compress(b'{"format": "a game\'s scores"}\n'),
        "a list": gzip.compress(b"[1, 2]\n"),
        "of another version": gzip.compress(b'{"format": "nightdesk backup 1", "revision": "9999"}\n'),
        "an unknown table": gzip.compress(
            gzip.decompress(whole).splitlines()[0] + b'\n{"table": "tables", "row": {}}\n'
        ),
    }


def test_a_spoiled_backup_is_refused_and_changes_nothing(wired: Nightdesk, tmp_path: Path) -> None:
    """Whatever is wrong with it: one line, and the store is as it was."""
    wired("briefing", "add", *PLACE, "8am")
    wired("backup", str(tmp_path / "whole.backup"))
    file = tmp_path / "spoiled.backup"
    for why, content in spoiled((tmp_path / "whole.backup").read_bytes()).items():
        file.write_bytes(content)
        ran = wired("restore", str(file))
        assert (ran.code, ran.out) == (1, ""), why
        assert "spoiled.backup" in only_line(ran.err), why

    assert len(wired("briefing", "list", "--json").json) == 1


WRONG_BACKUPS = {
    "cut off": "is cut off",
    "changed": "is a damaged backup",
    "empty": "is no backup of Nightdesk",
    "plain": "is no backup of Nightdesk",
    "a database": "is a database itself",
}


@pytest.mark.parametrize(("why", "words"), WRONG_BACKUPS.items(), ids=WRONG_BACKUPS)
def test_what_is_wrong_with_a_backup_is_said_in_plain_words(
    wired: Nightdesk, tmp_path: Path, why: str, words: str
) -> None:
    """No name of an error, which says nothing to whoever needs the backup now."""
    wired("backup", str(tmp_path / "whole.backup"))
    wrong = {
        **spoiled((tmp_path / "whole.backup").read_bytes()),
        "plain": b"once upon a time",
        "a database": (wired.home / "nightdesk.sqlite3").read_bytes(),
    }
    file = tmp_path / "wrong.backup"
    file.write_bytes(wrong[why])

    line = only_line(wired("restore", str(file)).err)

    assert words in line and "Error" not in line and "Gzip" not in line


def _without_head(whole: bytes) -> bytes:
    return b"\xff" * 100 + whole[100:]


def _with_torn_pages(whole: bytes) -> bytes:
    """Every page but the first and its tables' list spoiled, as a failing disk leaves them."""
    size = 4096
    return whole[: 4 * size] + b"".join(
        b"\xa5" * 64 + whole[at + 64 : at + size] for at in range(4 * size, len(whole), size)
    )


@pytest.mark.parametrize("spoil", [_without_head, _with_torn_pages])
def test_a_backup_takes_the_place_of_a_damaged_database(
    wired: Nightdesk, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    """The damaged one is kept under another name, and said."""
    backup = str(tmp_path / "monday.backup")
    wired("briefing", "add", *PLACE, "8am")
    wired("backup", backup)
    file = wired.home / "nightdesk.sqlite3"
    file.write_bytes(damaged := spoil(file.read_bytes()))

    ran = wired("restore", backup)

    [kept] = wired.home.glob("nightdesk.sqlite3.damaged-*[0-9]")
    assert (ran.code, str(kept) in only_line(ran.err)) == (0, True)
    assert kept.read_bytes() == damaged
    assert wired("briefing", "list", "--json").json[0]["schedule"]["time"] == "08:00"
    assert wired("doctor").code == 0


def test_what_a_refusal_stopped_comes_again_all_at_once(wired: Nightdesk) -> None:
    """A token that was revoked may have stopped them all; what people paused stays paused. Doctor says what to do."""
    for channel in ("C1", "C2", "C3"):
        wired("briefing", "add", "--platform", "slack", "--workspace", "T1", "--channel", channel, "8am")
    wired("briefing", "pause", "3")
    with sqlite3.connect(wired.home / "nightdesk.sqlite3") as database:
        database.execute("UPDATE briefings SET paused = 1, next_at = NULL, stopped = 'No token.' WHERE id < 3")
    database.close()

    found = [row["finding"] for row in wired("doctor", "--json").json if row["subject"] == "briefings"]
    assert found == ["2 stopped: No token. `nightdesk briefing resume --stopped`, once it is right"]

    assert wired("briefing", "resume", "--stopped").out == "2 briefings that were stopped are on again.\n"
    assert [row["state"] for row in wired("briefing", "list", "--json").json] == ["on", "on", "paused"]


def test_a_number_or_all_that_were_stopped(wired: Nightdesk) -> None:
    """One of the two."""
    assert wired("briefing", "resume").code == wired("briefing", "resume", "1", "--stopped").code == 2
