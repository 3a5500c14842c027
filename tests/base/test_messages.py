"""The catalogue: the same sentences in every language, all of them used, with the values that the code gives them."""

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from core.base import messages
from core.base.messages import CATALOGUE, LANGUAGES, Catalogue, Message

ROOT = Path(__file__).parents[2]
SOURCES = sorted(itertools.chain(ROOT.glob("core/**/*.py"), ROOT.glob("pages/**/*.py"), ROOT.glob("app.py")))
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SAYERS = re.compile(r"Message|\w*Error|say")  # what is called with a key, and gives its values


class Variables(Visitor):
    """Collects the gaps of a sentence."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def variables(message: fluent.Message) -> frozenset[str]:
    visitor = Variables()
    visitor.visit(message)
    return frozenset(visitor.names)


def entries(path: Path) -> list[fluent.EntryType]:
    return list(FluentParser().parse(path.read_text(encoding="utf-8")).body)


def sentences(language: str) -> dict[str, frozenset[str]]:
    """The gaps of each sentence by its key."""
    found = [entry for path in sorted((CATALOGUE / language).glob("*.ftl")) for entry in entries(path)]
    return {entry.id.name: variables(entry) for entry in found if isinstance(entry, fluent.Message)}


ENGLISH = sentences("en")


# The files


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*/*.ftl")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_file_is_sound(path: Path) -> None:
    faults = [str(entry.content).partition("\n")[0] for entry in entries(path) if isinstance(entry, fluent.Junk)]
    assert not faults, f"{path} does not parse from these lines on: {faults}"
    wrong = [
        entry.id.name
        for entry in entries(path)
        if isinstance(entry, fluent.Message) and (not KEY.fullmatch(entry.id.name) or entry.value is None)
    ]
    assert not wrong, f"{path}: these are no kebab-case keys with a sentence: {wrong}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice(language: str) -> None:
    files = defaultdict(list)
    for path in sorted((CATALOGUE / language).glob("*.ftl")):
        for entry in entries(path):
            if isinstance(entry, fluent.Message):
                files[entry.id.name].append(path.name)
    assert {key: names for key, names in files.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_languages_say_the_same(language: str) -> None:
    topics = {path.name for path in (CATALOGUE / language).glob("*.ftl")}
    assert topics == {path.name for path in (CATALOGUE / "en").glob("*.ftl")}
    other = sentences(language)
    assert sorted(ENGLISH.keys() - other.keys()) == [], f"not in {language}"
    assert sorted(other.keys() - ENGLISH.keys()) == [], f"only in {language}"
    differing = {key: (sorted(ENGLISH[key]), sorted(other[key])) for key in ENGLISH if ENGLISH[key] != other[key]}
    assert differing == {}, f"other gaps in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    catalogue = Catalogue(language)
    for key, gaps in sentences(language).items():
        for value in (0, 1, 2):
            assert catalogue.say(key, **dict.fromkeys(gaps, value)).strip(), key


# The code


def strings(node: ast.AST) -> Iterator[str]:
    """All plain strings below a node that could be keys."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and KEY.fullmatch(part.value):
            yield part.value


def calls(path: Path) -> Iterator[tuple[ast.Call, list[str]]]:
    """Everything that says something in a file, with the keys that stand in its first argument."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if SAYERS.fullmatch(name):
                yield node, list(strings(node.args[0]))


def given(call: ast.Call) -> frozenset[str] | None:
    """The names of the values that a call gives; None where the code makes them up as it runs."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    names = {str(keyword.arg) for keyword in call.keywords}
    for values in call.args[1:]:
        if not isinstance(values, ast.Dict) or not all(isinstance(key, ast.Constant) for key in values.keys):
            return None
        names |= {str(key.value) for key in values.keys if isinstance(key, ast.Constant)}
    return frozenset(names)


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_code_says_only_what_the_catalogue_knows(path: Path) -> None:
    faults = []
    for call, keys in calls(path):
        place, names = f"{label(path)}:{call.lineno}", given(call)
        known = [key for key in keys if key in ENGLISH]
        faults += [f"{place}: the catalogue has no {key}" for key in keys if key not in ENGLISH]
        if names is not None and known:
            needed = frozenset().union(*(ENGLISH[key] for key in known))  # of either sentence, where one is chosen
            faults += [f"{place}: {known} needs {name}" for name in sorted(needed - names)]
            faults += [f"{place}: {known} has no gap for {name}" for name in sorted(names - needed)]
    assert not faults, "\n".join(faults)


def test_every_sentence_is_used() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    used = {key for tree in trees for key in strings(tree)}
    starts = {  # of keys that are put together: f"outcome-{name}"
        str(node.values[0].value)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and len(node.values) > 1 and isinstance(node.values[0], ast.Constant)
    }
    starts = {start for start in starts if re.fullmatch(r"[a-z][a-z0-9-]*-", start)}
    unused = sorted(key for key in ENGLISH if key not in used and not key.startswith(tuple(starts)))
    assert not unused, f"nothing says these sentences: {unused}"


# The saying


def test_sentence_in_each_language() -> None:
    message = Message("album-newer", {"folder": "/home/a"})
    assert Catalogue().show(message) == Catalogue("en").say("album-newer", folder="/home/a")
    assert "newer Cubby" in Catalogue("en").show(message)
    assert "업데이트" in Catalogue("ko").show(message)
    assert "/home/a" in Catalogue("ko").show(message)


def test_plural_forms() -> None:
    said = [Catalogue("en").say("folder-emptied", path="/a", photos=photos).split(", but ")[1] for photos in (1, 2000)]
    assert [text.partition(" imported")[0] for text in said] == ["one photo was", "2,000 photos were"]


def test_values_are_shown_as_they_are() -> None:
    path = "/사진/{ $folder } <b>%s"
    assert Catalogue("en").say("album-newer", folder=path).count(path) == 1


@pytest.mark.parametrize(
    ("key", "values"),
    [
        pytest.param("no-such-sentence", {}, id="an unknown key"),
        pytest.param("album-newer", {}, id="a gap left open"),
    ],
)
def test_what_cannot_be_said(key: str, values: Mapping[str, str]) -> None:
    with pytest.raises(KeyError, match=key):
        Catalogue().say(key, **values)


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        pytest.param({}, "en", id="no wish"),
        pytest.param({"LANG": "ko_KR.UTF-8"}, "ko", id="Korean"),
        pytest.param({"LANG": "KO"}, "ko", id="capital letters"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="a language that Cubby does not speak"),
        pytest.param({"LANG": "C.UTF-8"}, "en", id="no language"),
        pytest.param({"LANG": "ko_KR", "LC_ALL": "en_GB"}, "en", id="LC_ALL before LANG"),
        pytest.param({"LANG": "en_GB", "LC_MESSAGES": "ko_KR", "LC_ALL": ""}, "ko", id="an empty wish is none"),
        pytest.param({"LC_ALL": "en_GB", "CUBBY_LANG": "ko"}, "ko", id="Cubby's own wish first"),
    ],
)
def test_choose_language(wishes: Mapping[str, str], language: str) -> None:
    assert messages.choose_language(wishes) == language
