"""Random selections of the small world, for properties that hold whatever is asked."""

from hypothesis import strategies as st

from wallonia_map.model import Confidence, Indicator, IndicatorRange, LeadType, Programme, RoleRule, Selection, Status, Theme, Vintage
from wallonia_map.place import Character, Community, Perimeter

_PROVINCES, _ARRONDISSEMENTS = ("10000", "20000", "30000"), ("11000", "12000", "21000", "31000")
_YEARS = {Vintage.V2019: (None, 2018, 2019), Vintage.V2025: (None, 2018, 2019, 2025)}
_WORDS = ("", "water", "capteurs eau", "GAL", "nothing at all", "é=&?+% «»", "portail")


def _perimeters() -> st.SearchStrategy[tuple[Perimeter, ...]]:
    """None mostly, or one of two municipalities that both vintages have."""
    return st.sampled_from([(), (), (Perimeter("Deux & co", ("11001", "12001")),)])


_RANGES = st.sampled_from([
    (), (), (IndicatorRange(Indicator("unemployment-ilo"), 5.5),), (IndicatorRange(Indicator("persons-65-plus"), high=20.0),),
    (IndicatorRange(Indicator("income-per-return"), 30_000.0, 40_000.0), IndicatorRange(Indicator("unemployment-ilo"), high=9.0)),
])  # fmt: skip


def _some_of(values) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of `values`, in their own order: the form in which links and menus give them."""
    values = tuple(str(value) for value in values)
    return st.sets(st.sampled_from(values), max_size=3).map(lambda chosen: tuple(value for value in values if value in chosen))


@st.composite
def selections(draw: st.DrawFn, places: bool = True) -> Selection:
    """Any selection that a link can hold; without filters on place if `places` is false."""
    vintage = draw(st.sampled_from(list(Vintage)))
    nowhere = st.just(())
    return Selection(
        programmes=draw(_some_of(Programme)),
        themes=draw(_some_of(Theme)),
        rule=draw(st.sampled_from(RoleRule)),
        statuses=draw(_some_of(Status)),
        provinces=draw(_some_of(_PROVINCES) if places else nowhere),
        arrondissements=draw(_some_of(_ARRONDISSEMENTS) if places else nowhere),
        communities=draw(_some_of(Community) if places else nowhere),
        characters=draw(_some_of(Character) if places else nowhere),
        perimeters=draw(_perimeters() if places else nowhere),
        lead_types=draw(_some_of(LeadType)),
        confidences=draw(_some_of(Confidence)),
        first_year=draw(st.none() | st.integers(1990, 2040)),
        last_year=draw(st.none() | st.integers(1990, 2040)),
        words=draw(st.sampled_from(_WORDS)),
        vintage=vintage,
        population_year=draw(st.sampled_from(_YEARS[vintage])),
        indicators=draw(_RANGES if places else nowhere),
        until=draw(st.none() | st.integers(2014, 2023)),
    )
