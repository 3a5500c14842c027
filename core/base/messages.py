"""Every sentence that a person reads, in English and Korean, from one catalogue of Fluent files."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "ko")
CATALOGUE = Path(__file__).parent / "catalogue"

Value = str | int | float


@dataclass(frozen=True)
class Message:
    """A sentence that has not been put into a language yet, so that it can be stored and shown in any.

    Attributes:
        key: The sentence's name in the catalogue.
        values: What stands in its gaps.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def as_json(self) -> list[str | dict[str, Value]]:
        """The key and the values, as the album keeps them; Message(*kept) is the message again."""
        return [self.key, dict(self.values)]


@dataclass(frozen=True)
class Catalogue:
    """All sentences in one language.

    Attributes:
        language: One of LANGUAGES.
    """

    language: str = "en"

    def say(self, key: str, **values: Value) -> str:
        """Put a sentence into this language.

        Raises:
            KeyError: The catalogue has no such sentence, or a gap in it was left open.
        """
        bundle = _bundle(self.language)
        message = bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, faults = bundle.format_pattern(message.value, dict(values))
        if faults:
            raise KeyError(f"{key}: {faults[0]}")
        return str(text)

    def show(self, message: Message) -> str:
        """Put a stored message into this language."""
        return self.say(message.key, **message.values)


def choose_language(wishes: Mapping[str, str]) -> str:
    """Pick the language that the environment asks for.

    Args:
        wishes: Environment variables; CUBBY_LANG wins over LC_ALL, LC_MESSAGES and LANG.
    """
    for name in ("CUBBY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wish = wishes.get(name, "")[:2].lower()
        if wish:
            return wish if wish in LANGUAGES else "en"
    return "en"


@functools.cache
def _bundle(language: str) -> FluentBundle:
    """Read a language's files once: that takes a fifth of a second."""
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((CATALOGUE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
