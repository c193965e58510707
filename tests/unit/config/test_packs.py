"""The bundled lists of sources, and lists of one's own."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from config.errors import SettingsError
from config.packs import PackSource, describe_pack, load_pack, load_pack_file, pack_names

ALL = pack_names()


def _write(folder: Path, toml: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(toml, encoding="utf-8")
    return file


def _refused(folder: Path, toml: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_pack_file(_write(folder, toml))
    return caught.value.problems


def test_the_default_pack_comes_first() -> None:
    assert ALL[0] == "default"


def test_there_is_a_pack_for_each_promised_field() -> None:
    assert {"default", "security", "ai", "languages"} < set(ALL)


def test_the_default_pack_has_at_least_25_sources() -> None:
    assert len(load_pack("default")) >= 25


@pytest.mark.parametrize("name", ALL)
def test_a_pack_is_a_choice(name: str) -> None:
    assert len(load_pack(name)) >= 3


@pytest.mark.parametrize("name", ALL)
def test_a_pack_says_what_it_is_about(name: str) -> None:
    assert describe_pack(name).endswith(".")


@pytest.mark.parametrize("name", ALL)
def test_names_are_unique_in_a_pack(name: str) -> None:
    names = [source.name.casefold() for source in load_pack(name)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ALL)
def test_addresses_are_unique_in_a_pack(name: str) -> None:
    addresses = [source.address for source in load_pack(name)]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("name", ALL)
def test_every_address_of_a_pack_is_https(name: str) -> None:
    written = [text for source in load_pack(name) if source.kind == "feed" for text in (source.address, source.site)]
    assert [text for text in written if not str(text).startswith("https://")] == []


@pytest.mark.parametrize("name", ALL)
def test_no_pack_reads_reddit(name: str) -> None:
    assert [source for source in load_pack(name) if "reddit" in source.address] == []


def test_a_source_is_the_same_in_every_pack() -> None:
    seen: dict[str, PackSource] = {}
    for source in (source for name in ALL for source in load_pack(name)):
        assert seen.setdefault(source.address, source) == source


def test_a_name_means_one_source_in_all_packs() -> None:
    sources = {source for name in ALL for source in load_pack(name)}
    assert len({source.name.casefold() for source in sources}) == len(sources)


def test_every_kind_of_a_pack_has_its_reader() -> None:
    kinds = {source.kind for name in ALL for source in load_pack(name)}
    assert all(importlib.import_module(f"summarizer.sources.{kind}").create_reader for kind in kinds)


def test_hacker_news_is_half_a_witness() -> None:
    (source,) = [source for source in load_pack("default") if source.kind == "hackernews"]
    assert (source.address, source.weight) == ("front", 0.5)


def test_an_unknown_pack_is_said_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match='there is no pack "\\.\\./defaults"; there are default, ai'):
        load_pack("../defaults")


def test_a_file_of_one_s_own_needs_name_and_address_alone(tmp_path: Path) -> None:
    sources = load_pack_file(_write(tmp_path, '[[source]]\nname = "A"\naddress = "http://a.example/feed"'))
    assert sources == (PackSource("A", "http://a.example/feed", publisher="A"),)


def test_everything_of_a_source_can_be_written(tmp_path: Path) -> None:
    toml = """
    [[source]]
    name = "A"
    address = "front"
    kind = "hackernews"
    site = "https://a.example"
    publisher = "P"
    topics = ["AI", "rust", "ai"]
    weight = 2
    """
    expected = PackSource("A", "front", "https://a.example", "P", ("ai", "rust"), "hackernews", 2.0)
    assert load_pack_file(_write(tmp_path, toml)) == (expected,)


def test_a_relative_path_starts_from_the_list_s_folder(tmp_path: Path) -> None:
    (source,) = load_pack_file(_write(tmp_path, '[[source]]\nname = "A"\nkind = "file"\naddress = "feeds"'))
    assert source.address == str(tmp_path / "feeds")


GOOD = 'name = "A"\naddress = "https://a.example/"\n'
BAD_ENTRIES = [
    ('address = "https://a.example/"', "give it a name"),
    ('name = "A"', "give it an address"),
    (f'name = "{"a" * 81}"\naddress = "https://a.example/"', "at most 80 characters"),
    ('name = 7\naddress = "https://a.example/"', "name is a text in quotes"),
    ('name = "A"\naddress = "a.example"', "address is that of a feed"),
    ('name = "A"\naddress = "https://u:hush@a.example/"', "without user or password"),
    ('name = "A"\naddress = "https://[a/"', "address is that of a feed"),
    (f'{GOOD}site = "a.example"', "site is an address"),
    (f'{GOOD}topics = "ai"', "topics is a list of texts"),
    (f'{GOOD}topics = [""]', "topics is a list of texts"),
    (f"{GOOD}weight = 0", "weight is a number above 0"),
    (f"{GOOD}weight = true", "weight is a number above 0"),
    (f"{GOOD}weight = nan", "weight is a number above 0"),
    (f'{GOOD}kind = "../x"', "kind is one word"),
    (f'{GOOD}adress = "x"', "adress is no key of a source"),
]


@pytest.mark.parametrize(("entry", "phrase"), BAD_ENTRIES)
def test_a_bad_entry_is_refused_by_its_place(tmp_path: Path, entry: str, phrase: str) -> None:
    good = '[[source]]\nname = "Good"\naddress = "https://good.example/"\n'
    (problem,) = _refused(tmp_path, f"{good}[[source]]\n{entry}")
    assert problem.startswith("source 2")
    assert phrase in problem
    assert "hush" not in problem


def test_a_bad_entry_is_refused_by_its_name(tmp_path: Path) -> None:
    (problem,) = _refused(tmp_path, '[[source]]\nname = "The Example"')
    assert problem == f'source 1 ("The Example") in {tmp_path / "mine.toml"}: give it an address'


def test_a_second_source_of_the_same_name_is_refused(tmp_path: Path) -> None:
    (problem,) = _refused(tmp_path, f'[[source]]\n{GOOD}[[source]]\nname = "a"\naddress = "https://b.example/"')
    assert "an earlier source has this name" in problem


def test_a_second_source_of_the_same_address_is_refused(tmp_path: Path) -> None:
    (problem,) = _refused(tmp_path, f'[[source]]\n{GOOD}[[source]]\nname = "B"\naddress = "https://a.example/"')
    assert '"A" has this address already' in problem


def test_all_bad_entries_are_said_at_once(tmp_path: Path) -> None:
    assert len(_refused(tmp_path, '[[source]]\nname = "A"\n[[source]]\nname = "B"')) == 2


@pytest.mark.parametrize(
    "toml", ["", "source = []", 'source = "x"', f"[[sources]]\n{GOOD}", f"x = 1\n[[source]]\n{GOOD}"]
)
def test_a_file_that_lists_no_source_is_refused_with_the_form(tmp_path: Path, toml: str) -> None:
    (problem,) = _refused(tmp_path, toml)
    assert "write each one under [[source]]" in problem


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (problem,) = _refused(tmp_path, "<opml/>")
    assert "is no TOML" in problem


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load_pack_file(tmp_path / "none.toml")
