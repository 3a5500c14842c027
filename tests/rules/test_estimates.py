import pytest

from core.base.records import RunKind
from core.rules import estimates, kinds
from core.rules.kinds import Amount

LITTLE = Amount(labelled_faces=100, labelled_photos=80, faces=500, photos=300)
LARGE = Amount(labelled_faces=1000, labelled_photos=800, faces=5000, photos=3000)
LONG = [kind for kind in kinds.KINDS.values() if kind.name is not RunKind.HEAD]


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.name.value)
def test_it_grows_with_the_album(kind: kinds.Kind) -> None:
    settings = kinds.complete(kind, {})
    little, much = (estimates.estimate(kind, settings, amount, on_card=False) for amount in (LITTLE, LARGE))
    assert 0 < little.seconds < much.seconds
    assert 0 < little.gigabytes < 20


@pytest.mark.parametrize("kind", LONG, ids=lambda kind: kind.name.value)
def test_it_shrinks_with_a_card(kind: kinds.Kind) -> None:
    settings = kinds.complete(kind, {})
    slow, fast = (estimates.estimate(kind, settings, LARGE, on_card=on_card) for on_card in (False, True))
    assert fast.seconds < slow.seconds


@pytest.mark.parametrize("on_card", [False, True], ids=["processor", "card"])
@pytest.mark.parametrize("kind", LONG, ids=lambda kind: kind.name.value)
def test_what_one_took_says_what_the_next_will_take(kind: kinds.Kind, on_card: bool) -> None:
    """Epochs twice as long as estimated: the next training takes twice as long, with other settings, too."""
    short, long = (kinds.complete(kind, {"epochs": epochs}) for epochs in (2, 50))
    one, two = (
        estimates.estimate(kind, kinds.complete(kind, {"epochs": epochs}), LITTLE, on_card=on_card).seconds
        for epochs in (1, 2)
    )
    pace = estimates.pace(kind, short, LITTLE, 2 * (two - one), on_card=on_card)
    assert pace == pytest.approx(2.0)
    usual = estimates.estimate(kind, long, LARGE, on_card=on_card).seconds
    assert estimates.estimate(kind, long, LARGE, on_card=on_card, pace=pace).seconds == pytest.approx(2 * usual)
