"""Every number on every slide, read back from the PPTX, is the one that the command line answers: the default talk, and a talk of every kind."""

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from statistics import median

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation

from wallonia_map.cli import export, figures, need, planner
from wallonia_map.cli.main import main
from wallonia_map.export.slides import slides
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language
from wallonia_map.model import Programme, Vintage
from wallonia_map.place import Character
from wallonia_map.questions.start_years import every_year
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.own_column import own_column
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.talk import default_talk, first_of

DAY = datetime.date(2026, 11, 1)
#: What a scene's link calls a filter → what the command calls it.
OPTIONS = {"programme": "programme", "theme": "theme", "role": "role", "until": "until", "province": "province", "vintage": "vintage"}
Answer = list[dict[str, object]]


@pytest.fixture
def ask(atlas, capsys, tmp_path, monkeypatch) -> Callable[..., Answer]:
    """The rows that a command answers; of `export`, those of its GeoJSON. The data are read once."""
    for module in (planner, figures, export, need):
        monkeypatch.setattr(module, "load", lambda _folder: atlas)

    @cache
    def asked(command: str, *options: str) -> Answer:
        out = tmp_path / "answer.geojson"
        more = ("--what", "geojson", "--out", str(out)) if command == "export" else ("--format", "json")
        assert main([command, *options, *more]) == 0
        written = capsys.readouterr().out
        if command != "export":
            return list(json.loads(written))
        answer = json.loads(out.read_text(encoding="utf-8"))
        return [feature["properties"] | {"source": answer["metadata"]["source"]} for feature in answer["features"]]

    return asked


def numbers(text: str) -> list[str]:
    """The numbers in a French text, as they are written but for the spaces within them."""
    return re.findall(r"\d+(?:,\d+)?", re.sub(r"(?<=\d)\s(?=\d{3})", "", text))


def span(least: float, most: float) -> list[str]:
    """One whole number, or two where they differ."""
    return list(dict.fromkeys(f"{figure:.0f}" for figure in (least, most)))


def percent(share: float) -> str:
    """A share in per cent as the eye can use it: a decimal where it is small, or nearly all."""
    is_fine = 0 < share < 0.0995 or 0.995 <= share < 1
    return f"{100 * share:.{int(is_fine)}f}".removesuffix(".0").replace(".", ",")


class Covered:
    """The figures of a row of coverage: of municipalities, inhabitants and km²."""

    def __init__(self, row: dict) -> None:
        self.figures, self.shares = [], []
        for name, unit in (("municipalities", ""), ("inhabitants", ""), ("area", "_km2")):
            covered, unsure = (row.get(f"{name}_{state}{unit}", row.get(f"{name}{unit}_{state}", 0)) for state in ("covered", "not_known"))
            whole = row[f"{name}{unit}"]
            self.figures.append([*span(covered, covered + unsure), f"{whole:.0f}"])
            self.shares.append(list(dict.fromkeys(map(percent, (covered / whole, (covered + unsure) / whole)))))

    @property
    def sentence(self) -> list[str]:
        """The numbers of the sentence that says it."""
        return [*self.figures[0], *(figure for share in self.shares for figure in share)]


class OnSlide:
    """What the slides of one scene hold; whatever is looked at is taken away, so that what nobody looked at remains."""

    def __init__(self, found: Iterable) -> None:
        pages = list(found)
        shapes = [shape for page in pages for shape in page.shapes if shape != page.shapes.title]
        self.texts = [
            (shape.name, shape.text_frame.paragraphs[0].text) for shape in shapes if shape.has_text_frame and shape.text_frame.text
        ]
        self.rows = [[cell.text for cell in row.cells] for shape in shapes if shape.has_table for row in list(shape.table.rows)[1:]]
        notes = "\n".join(page.notes_slide.notes_text_frame.text for page in pages)
        for row in self.rows:
            if len(row) == 3:  # a long legend has its inhabitants in the notes
                (line,) = [line for line in notes.splitlines() if line.startswith(f"{row[1]} · ")]
                row.append(line.rpartition("\u00a0: ")[2])

    def take(self, name: str) -> list[str]:
        taken = [text for called, text in self.texts if called == name]
        self.texts = [(called, text) for called, text in self.texts if called != name]
        return taken

    def legend(self) -> Counter:
        """The classes with their numbers of municipalities and inhabitants."""
        taken = Counter((row[1], *("".join(numbers(figure)) for figure in row[2:])) for row in self.rows)
        self.rows = []
        return taken

    def nothing_left(self) -> None:
        assert self.rows == []
        assert [(name, text) for name, text in self.texts if re.search(r"\d", text) and "Placeholder" not in name] == []


def filters(params: dict) -> list[str]:
    return [part for name, option in OPTIONS.items() for value in params.get(name, ()) for part in (f"--{option}", value)]


def classes(answer: Answer) -> Counter:
    """The classes of a map, from the rows of its municipalities."""
    found: dict = {}
    for row in answer:
        found.setdefault(row["class"], []).append(row["inhabitants"])
    return Counter((name, str(len(people)), str(sum(people))) for name, people in found.items())


def as_circles(answer: Answer) -> Answer:
    """The same, with one class for all that a circle says the number of."""
    return [row | {"class": "1 ou plus"} if row["value"] else row for row in answer]


def within_their_classes(answer: Answer) -> None:
    """The bounds in the name of a class hold all of its values, and none of another's."""
    for name in {str(row["class"]) for row in answer if row["value"] is not None}:
        bounds = [float(figure.replace(",", ".")) for figure in numbers(name)]
        values = [row["value"] for row in answer if row["class"] == name and row["value"] is not None]
        if bounds and values:
            assert max(values) <= bounds[-1] or min(values) >= bounds[-1], name
            assert len(bounds) == 1 or min(values) >= bounds[0], name


def written(figure: float, digits: int = 0) -> str:
    """A figure as a French text writes it."""
    return f"{figure:.{digits}f}".replace(".", ",")


def held_frame(on: OnSlide, covered: Covered, source: str) -> None:
    """The meter, and the line of what the figures rest on."""
    assert [numbers(text) for text in on.take("figure")] == covered.figures
    assert [numbers(text) for text in on.take("share")] == covered.shares
    assert set(on.take("source")) == {source}


def sentence_of(on: OnSlide, *, after: str = "") -> list[str]:
    """The numbers of the sentence, from a mark on: names have numbers too."""
    (sentence,) = on.take("sentence")
    return numbers(sentence.partition(after)[2] if after else sentence)


def published_of(programme: str) -> int:
    """How many initiatives a programme has, as was published."""
    with (GEODATA / "source" / "control_totals.csv").open(encoding="utf-8") as table:
        return sum(
            int(row["value"]) for row in csv.DictReader(table) if row["subject"] == programme and row["measure"].endswith("_selected")
        )


def held_view(ask, on: OnSlide, params: dict) -> None:
    """A view of Explore."""
    asked, show = filters(params), params.get("show", ["initiatives"])[0]
    covered, answer = Covered(ask("coverage", *asked)[0]), ask("export", "--show", show, *asked)
    held_frame(on, covered, answer[0]["source"])
    counted = show == "initiatives" and "fill" not in params
    assert on.legend() == classes(as_circles(answer) if counted else answer)
    if show in ("initiatives", "per-10000", "subsidy"):
        within_their_classes(answer)
    if counted or "circles" in params:
        assert [numbers(text) for text in on.take("circle's figure")][-1] == [str(max(row["initiatives"] or 0 for row in answer))]
        on.take("circle's figure")
    expected = covered.sentence
    if show == "per-10000":
        rural, urban = (
            median(row["value"] for row in ask("export", "--show", show, *asked, "--character", kind) if row["value"] is not None)
            for kind in (Character.RURAL, Character.URBAN)
        )
        expected = [written(rural, 1), "10000", written(urban, 1)]
    elif show == "subsidy":
        without = sum(row["value"] is None and row["is_covered"] is True for row in answer)
        none = sum(row["is_covered"] is False for row in answer)
        expected = [str(without + none), str(len(answer)), str(without), str(none)]
    elif len(params.get("programme", ())) == 1:
        known, published = len(ask("initiatives", "--programme", *params["programme"])), published_of(*params["programme"])
        expected += [str(known), str(published)] if known < published else []
    elif show == "covered":
        none = sum(row["is_covered"] is False for row in answer)
        expected += [str(none)] if none else []
    assert sentence_of(on) == expected
    on.nothing_left()


def held_change(ask, on: OnSlide, before: str, after: str) -> None:
    """One programme after another."""
    outcomes = ask("diff", before, after)
    held_frame(on, Covered(ask("coverage", "--programme", after)[0]), ask("export", "--show", "covered")[0]["source"])
    counts = [(str(row["municipalities"]), str(row["inhabitants"])) for row in outcomes]
    assert [row[1:] for row in on.legend()] == counts
    assert sentence_of(on, after="\u00a0: ") == [count for count, _ in counts]
    on.nothing_left()


def held_overlap(ask, on: OnSlide, programmes: list[str]) -> None:
    """Two programmes together."""
    asked = [part for name in programmes for part in ("--programme", name)]
    combinations, covered = ask("overlap", *asked), Covered(ask("coverage", *asked)[0])
    held_frame(on, covered, ask("export", "--show", "covered")[0]["source"])
    known = {tuple(row.get(name) for name in programmes): row for row in combinations}
    assert Counter(row[1:] for row in on.legend()) == Counter(
        (str(row["municipalities"]), str(row["inhabitants"])) for row in combinations if row["municipalities"]
    )
    every, none = known[True, True]["municipalities"], known[False, False]["municipalities"]
    whole = int(covered.figures[0][-1])
    unsure = whole - sum(known[both]["municipalities"] for both in known if None not in both)
    shares = (percent(every / whole), percent(none / whole))
    assert sentence_of(on, after="tous\u00a0: ") == [str(every), shares[0], str(none), shares[1], str(unsure)]
    on.nothing_left()


def held_need(ask, on: OnSlide, indicator: str) -> None:
    """Coverage by fifths of a figure whose lowest values need most."""
    fifths, whole = ask("need", "--indicator", indicator)[::-1], ask("coverage")[0]
    bounds = [[f"{row[end]:.0f}" for end in ("lowest", "highest")] for row in fifths]
    covered = [Covered(row) for row in fifths]
    assert [numbers(text) for text in on.take("values")] == bounds
    assert [numbers(text) for text in on.take("figure")] == [row.figures[0] for row in covered]
    assert [numbers(text) for text in on.take("share")] == [row.shares[1] for row in covered]
    assert [numbers(text) for text in (*on.take("big"), *on.take("big's words"))] == [covered[-1].shares[1], covered[0].shares[1]]
    assert [numbers(text) for text in on.take("key")] == [
        [str(whole["municipalities_covered"])], [str(whole["municipalities_not_known"])],
    ]  # fmt: skip
    ends = [[*bounds[end], *covered[end].figures[0], *covered[end].shares[1]] for end in (0, -1)]
    assert sentence_of(on, after="\u00a0: ") == [*ends[0], *ends[1]]
    assert set(on.take("source")) == {ask("export", "--need", indicator)[0]["source"]}
    on.nothing_left()


def held_own(ask, on: OnSlide, joined: dict[str, float]) -> None:
    """A visitor's own column, from what `join` makes of the file."""
    people = {str(row["nis"]): row for row in ask("export")}
    row: dict = {}
    for name, column in (("municipalities", None), ("inhabitants", "inhabitants"), ("area_km2", "area_km2")):
        row[name] = sum(place[column] if column else 1 for place in people.values())
        row[name.replace("area_", "area_covered_") if column == "area_km2" else f"{name}_covered"] = sum(
            people[nis][column] if column else 1 for nis in joined
        )
    covered, year = Covered(row), str(people[next(iter(joined))]["population_year"])
    assert [numbers(text) for text in on.take("figure")] == covered.figures
    assert [numbers(text) for text in on.take("share")] == covered.shares
    bounds = [float(numbers(line[1])[-1].replace(",", ".")) for line in on.rows if numbers(line[1])]
    sorted_in: list[list[int]] = [[] for _ in range(len(bounds) + 1)]
    for nis, place in people.items():
        where = len(bounds) if nis not in joined else min(sum(joined[nis] > bound for bound in bounds[:-1]), len(bounds) - 1)
        sorted_in[where].append(place["inhabitants"])
    assert [line[1:] for line in on.legend()] == [(str(len(some)), str(sum(some))) for some in sorted_in]
    least, most = min(joined.values()), max(joined.values())
    assert sentence_of(on) == [*covered.figures[0], *covered.shares[1], *map(written, (median(joined.values()), least, most))]
    (source,) = on.take("source")
    assert numbers(source) == [Vintage.default().value, "1", year]
    on.nothing_left()


def read(scenes: list[Slide]) -> dict[str, OnSlide]:
    """The slides of each scene, by its title; the maps are another test's affair."""
    kept = io.BytesIO()
    Image.new("RGB", (344, 200)).save(kept, "PNG")
    file = slides(scenes, picture=lambda *_: kept.getvalue(), day=DAY, language=Language.FR)
    pages = list(Presentation(io.BytesIO(file.content)).slides)[1:]
    return {
        scene.told: OnSlide(page for page in pages if re.search(rf"\b{scene.told}\b", page.shapes.title.text_frame.text))
        for scene in scenes
    }


def test_the_numbers_of_the_default_talk_are_those_of_the_commands(atlas, ask):
    scenes = default_talk().scenes
    found = read([Slide(summary_from_params(scene.page, scene.params, atlas, Language.FR), scene.preset, "", "") for scene in scenes])
    for scene in scenes:
        held_view(ask, found[scene.preset], scene.params)


def test_the_numbers_of_the_other_kinds_of_scene_are_those_of_the_commands(atlas, ask, tmp_path):
    years, groups = every_year(atlas), [item.value for item in Programme if item.row["family"] == "lag"]
    before, after, call = groups[0], groups[-1], first_of("smart-region").value
    views = {
        "years": ("explore", {"until": [str(years[-2])]}),
        "province": ("explore", {"province": ["20002"], "show": ["covered"]}),
        "need": ("explore", {"need": ["income-per-return"]}),
        "change": ("compare", {"a": [before], "b": [after]}),
        "overlap": ("white_spots", {"programmes": [call, after]}),
    }
    told = {name: summary_from_params(page, params, atlas, Language.FR) for name, (page, params) in views.items()}
    given, out = tmp_path / "given.csv", tmp_path / "joined.csv"
    places = atlas.municipalities(Vintage.default()).index[::2]
    given.write_text("nis,bornes\n" + "".join(f"{nis},{place}\n" for place, nis in enumerate(places, 1)), encoding="utf-8")
    assert main(["join", str(given), "--key", "nis", "--kind", "bornes=rate", "--out", str(out)]) == 0
    rows = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")))
    joined = {row["nis"]: float(row["bornes"]) for row in rows if row["bornes"]}
    column = own_column("bornes", pd.Series(joined), vintage=Vintage.default(), is_rate=True, file="given.csv")
    own = own_summary(column, ColumnDisplay(), atlas, Language.FR)
    found = read([
        *(Slide(summary, name, "", "") for name, summary in told.items()), Slide(own, "own", "", ""),
        Slide(told["years"], "pair", "", "", "pair", "", told["change"]), Slide(own, "words", "", "", "text", "Rien"),
    ])  # fmt: skip
    held_view(ask, found["years"], views["years"][1])
    held_view(ask, found["province"], views["province"][1])
    held_change(ask, found["change"], before, after)
    held_overlap(ask, found["overlap"], [call, after])
    held_need(ask, found["need"], "income-per-return")
    held_own(ask, found["own"], joined)
    found["words"].nothing_left()
    pair, sides = found["pair"], [Covered(ask("coverage", *asked)[0]) for asked in (filters(views["years"][1]), ["--programme", after])]
    answer = ask("export", *filters(views["years"][1]))
    assert [numbers(text) for text in pair.take("figure")] == [side.figures[0] for side in sides]
    assert [numbers(text) for text in pair.take("share")] == [side.shares[0] for side in sides]
    assert sentence_of(pair) == [figure for side in sides for figure in (*side.figures[0], *side.shares[0])]
    keys, outcomes = [numbers(text)[-1] for text in pair.take("key")], ask("diff", before, after)
    assert Counter(keys[: -len(outcomes)]) == Counter(count for _, count, _ in classes(as_circles(answer)))
    assert numbers(pair.take("circle's figure")[-1]) == [str(max(row["initiatives"] or 0 for row in answer))]
    assert keys[-len(outcomes) :] == [str(row["municipalities"]) for row in outcomes]
    assert set(pair.take("source")) == {answer[0]["source"]}  # of the later one it says nothing else
    pair.take("side")  # names, which have numbers of their own
    pair.nothing_left()
