import pytest

from core.base import errors
from core.base.messages import Catalogue
from core.rules import kinds
from core.rules.kinds import Value


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.name.value)
def test_defaults_fit_and_are_explained(kind: kinds.Kind) -> None:
    complete = kinds.complete(kind, {})
    assert kinds.complete(kind, complete) == complete
    for language in ("en", "ko"):
        keys = [kind.help_key, *(setting.help_key for setting in kind.settings)]
        assert all(Catalogue(language).say(key) for key in keys)


@pytest.mark.parametrize(
    ("kind", "pairs", "settings"),
    [
        pytest.param(kinds.HEAD, [], {}, id="none"),
        pytest.param(kinds.HEAD, ["precision=0.95"], {"precision": 0.95}, id="a part of 1"),
        pytest.param(kinds.HEAD, ["precision=0.9", "precision=0.8"], {"precision": 0.8}, id="the last counts"),
        pytest.param(kinds.YOLO, ["epochs=3", "base=a=b.pt"], {"epochs": 3, "base": "a=b.pt"}, id="numbers and texts"),
        pytest.param(kinds.YOLO, ["allow_download=yes"], {"allow_download": True}, id="yes"),
        pytest.param(kinds.CROPS, ["preset=2021"], {"preset": "2021"}, id="a choice"),
    ],
)
def test_read(kind: kinds.Kind, pairs: list[str], settings: dict[str, Value]) -> None:
    assert kinds.read(kind, pairs) == settings


@pytest.mark.parametrize(
    ("kind", "pair", "key"),
    [
        (kinds.HEAD, "precision=2", "setting-wrong"),
        (kinds.HEAD, "precision=0.4", "setting-wrong"),
        (kinds.HEAD, "precision=nan", "setting-wrong"),
        (kinds.HEAD, "precision=high", "setting-wrong"),
        (kinds.HEAD, "precision", "setting-wrong"),
        (kinds.HEAD, "epochs=3", "setting-unknown"),
        (kinds.YOLO, "epochs=3.5", "setting-wrong"),
        (kinds.YOLO, "epochs=0", "setting-wrong"),
        (kinds.YOLO, "base=", "setting-wrong"),
        (kinds.YOLO, "classes=dogs", "setting-wrong"),
        (kinds.YOLO, "allow_download=perhaps", "setting-wrong"),
    ],
)
def test_settings_that_make_no_sense(kind: kinds.Kind, pair: str, key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        kinds.read(kind, [pair])
    assert caught.value.message.key == key


@pytest.mark.parametrize(
    "wished",
    [{"epochs": True}, {"epochs": "3"}, {"epochs": 2.5}, {"allow_download": 1}, {"base": 3}, {"size": 63}],
    ids=str,
)
def test_values_of_another_type_or_out_of_range(wished: dict[str, Value]) -> None:
    with pytest.raises(errors.WrongUseError):
        kinds.complete(kinds.YOLO, wished)


def test_preset_gives_other_defaults_and_a_wish_wins_over_them() -> None:
    old = kinds.complete(kinds.CROPS, {"preset": kinds.OLD_RECIPE, "batch": 20})
    assert (old["side"], old["masks"], old["weights"], old["batch"]) == (30, 0.0, kinds.NEVER, 20)
    assert kinds.complete(kinds.CROPS, {})["side"] == 112


@pytest.mark.parametrize(
    ("size", "gigabytes", "photos", "batch"),
    [
        pytest.param(320, 16.0, 1000, 16, id="room for all"),
        pytest.param(320, 3.0, 1000, 8, id="less room"),
        pytest.param(640, 4.0, 1000, 4, id="larger photos"),
        pytest.param(320, 16.0, 60, 4, id="few photos"),
        pytest.param(320, 0.5, 1000, 2, id="hardly any room"),
    ],
)
def test_batch_that_fits(size: int, gigabytes: float, photos: int, batch: int) -> None:
    assert kinds.batch_that_fits(size, gigabytes, photos) == batch
