"""A membership series of WalStat: groups found by every name that the atlas knows, members added, nothing taken away or dropped in silence."""

import csv
import json
from dataclasses import dataclass, field

import pytest

from tests.walstat import grid, row, standing_in
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.curation import walstat_client as client
from wallonia_map.curation.group_names import GroupNames, group_key
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.walstat_members import Membership, membership
from wallonia_map.curation.walstat_rows import read

SERIES, URL, PROGRAMME, GROUP = "811305_0", "https://opendata.iweps.be/x", "leader-2023-2027", "lag2023-plaines-de-l-escaut"


@dataclass
class Answer:
    """An answer under construction: a name of a group by REFNIS code, « - » for everybody else."""

    codes: list[str]
    nis: dict[str, str]
    named: dict[str, str] = field(default_factory=dict)

    def rows(self, period: str = "année 2024") -> list[dict[str, str]]:
        return [row(code, period, self.named.get(code, "-")) for code in self.codes]

    def name(self, group: str, *municipalities: str) -> "Answer":
        self.named |= {self.nis.get(one, one): group for one in municipalities}
        return self


@pytest.fixture
def answer(atlas) -> Answer:
    source = atlas.tables["municipalities_source"]
    return Answer(grid(atlas), dict(zip(source["name_fr"], source["nis_2019"], strict=True)))


def found(atlas, rows, **more) -> Membership:
    content = json.dumps(rows, ensure_ascii=False).encode()
    return membership(atlas, read(content, are_names=True), PROGRAMME, URL, name=SERIES, **more)


@pytest.mark.parametrize(
    "name",
    [
        "Plaines de l'Escaut",
        "GAL des Plaines de l’Escaut",
        "PLAINES DE L'ESCAUT ASBL",
        "Parc naturel des Plaines de l'Escaut",
        "plaines-de-l-escaut",
    ],
)
def test_a_group_is_known_by_its_own_words_and_its_short_name(atlas, name):
    assert GroupNames(atlas, PROGRAMME).find(name) == (GROUP,)


def test_a_group_is_known_by_what_stands_in_brackets_and_by_its_name_of_another_period(atlas):
    names = GroupNames(atlas, PROGRAMME)
    assert names.find("LAG 100 Dörfer – 1 Zukunft") == ("lag2023-100-villages-1-avenir",)
    assert names.find("GAL Ardenne méridionale") == ("lag2023-ardenne-meridionale",)
    assert names.find("Zwischen Weser und Göhl") == names.find("Entre Vesdre et Gueule") == ("lag2023-entre-vesdre-et-gueule",)
    assert names.find("GAL de la Botte du Hainaut") == ()  # a group of the period before
    assert names.find("GAL") == names.find("Parc naturel") == ()
    assert group_key("le GAL du Pays de Herve") == "paysherve"


def test_every_group_is_found_by_its_own_title_and_short_name(atlas):
    for programme in ("leader-2014-2020", PROGRAMME):
        names = GroupNames(atlas, programme)
        rows = atlas.initiatives[atlas.initiatives["programme"] == programme]
        for identifier, told in rows.iterrows():
            assert names.find(told["title"]) == names.find(told["lags"]) == (identifier,)


def test_possible_members_that_are_named_become_members_and_the_others_stay_possible(atlas, answer):
    six = ("Antoing", "Beloeil", "Bernissart", "Brunehaut", "Péruwelz", "Rumes")
    told = found(atlas, answer.name("GAL des Plaines de l'Escaut", *six).rows())
    [cells] = told.proposal.writes
    assert (cells["initiative_id"], cells["partner_municipalities"]) == (GROUP, ";".join(six))
    assert cells["possible_municipalities"] == "Tournai"
    assert cells["possible_reason"]
    assert cells["source_urls"].split(";")[-1] == URL
    assert any("1 stays a possible member" in line and "Tournai" in line for line in told.sentences)
    [cells] = found(atlas, answer.name("GAL des Plaines de l'Escaut", "Tournai").rows()).proposal.writes
    assert (cells["possible_municipalities"], cells["possible_reason"]) == ("", "")


def test_members_that_the_series_has_not_are_told_and_stay(atlas, answer):
    told = found(atlas, answer.name("Pays de Herve", "Herve", "Olne").rows())
    assert told.proposal.changes_anything is False
    kept = next(line for line in told.sentences if "that the atlas has and the series has not" in line)
    assert kept.startswith("  7 members")
    assert "Aubel" in kept
    assert sum("the series does not name it; nothing changes" in line for line in told.sentences) == 20


def test_a_group_that_is_not_matched_is_told_with_its_rows_and_what_is_near(atlas, answer):
    answer.name("Pays de Herv", "Ath").name("Groupe inconnu", "Mons", "Lens")
    told = found(atlas, answer.rows())
    lines = told.sentences[told.sentences.index("2 cases not matched:") + 1 :]
    assert "“Groupe inconnu” (REFNIS 53046 and 53053)" in lines[0]
    assert "is it lag2023-pays-de-herve (GAL Pays de Herve)?" in lines[1]
    assert not told.proposal.changes_anything
    [cells] = found(atlas, answer.rows(), groups={"PAYS DE HERV": "lag2023-pays-de-herve"}).proposal.writes
    assert cells["partner_municipalities"].endswith(";Ath")
    with pytest.raises(RefusedError, match="“nobody” is no initiative"):
        found(atlas, answer.rows(), groups={"x": "nobody"})


def test_a_member_of_another_group_of_the_programme_is_added_and_said(atlas, answer):
    told = found(atlas, answer.name("Pays de Herve", "Namur", "Arlon").rows())
    assert "  Arlon is in the atlas a member of lag2023-arelerland too" in told.sentences


def test_a_merged_municipality_is_never_put_down_to_one_of_its_parts(atlas, answer):
    beside = found(atlas, answer.name("Pays de Herve", "82039").rows())
    assert any("82039" in line and "set aside" in line for line in beside.sentences)
    answer.codes = [code for code in answer.codes if code not in ("82003", "82005")]
    alone = found(atlas, answer.rows())
    assert any("the series does not say which of them is a member" in line for line in alone.sentences)
    assert not beside.proposal.changes_anything
    assert not alone.proposal.changes_anything


def test_only_one_year_is_read_and_not_available_is_no_name(atlas, answer):
    older = answer.name("Pays de Herve", "Ath").rows("année 2023")
    answer.named = {answer.nis["Mons"]: "non disponible"}
    told = found(atlas, [*older, *answer.rows()])
    assert told.sentences[0] == "263 rows for 2024: with a group 0, without 262, not available 1"
    assert not told.proposal.changes_anything
    assert found(atlas, [*older, *answer.rows()], period="2023").proposal.changes_anything
    with pytest.raises(RefusedError, match="not put together"):
        found(atlas, older, period="all")
    with pytest.raises(RefusedError, match="11002 is no municipality"):
        found(atlas, [row("11002", "2024", "Pays de Herve")])


@pytest.mark.parametrize("value", ["1", "<script>", "=1+1", "x" * 5_000])
def test_what_is_no_name_of_a_group_changes_nothing_and_is_told_short(atlas, answer, value):
    told = found(atlas, answer.name(value, "Ath").rows())
    assert not told.proposal.changes_anything
    assert "1 case not matched:" in told.sentences
    assert len(told.sentences[-1]) < 300


def test_the_command_shows_first_and_writes_what_the_keeper_says_yes_to(real_copy, capsys, monkeypatch, answer):
    before, words = {path: path.read_bytes() for path in real_copy.rglob("*") if path.is_file()}, vocabulary.current()
    with standing_in() as walstat:
        monkeypatch.setattr(client, "BASE", walstat.address)
        walstat.series[SERIES] = answer.name("Plaines de l'Escaut", "Antoing", "Tournai").rows()
        command = ["fetch", "walstat", "811305-0", "--programme", PROGRAMME, "--geodata", str(real_copy)]
        for more, code in (([], 1), (["--dry-run"], 0), (["--dry-run", "--yes"], 0)):
            assert main([*command, *more]) == code
            out = capsys.readouterr().out
            assert "added: Antoing and Tournai" in out
            assert {path: path.read_bytes() for path in real_copy.rglob("*") if path.is_file()} == before
        assert main([*command, "--yes"]) == 0
        assert "git restore" in capsys.readouterr().out
        with (real_copy / "source" / "initiatives" / f"{PROGRAMME}.csv").open(encoding="utf-8", newline="") as file:
            cells = next(line for line in csv.DictReader(file) if line["initiative_id"] == GROUP)
        assert cells["partner_municipalities"] == "Antoing;Tournai"
        assert cells["possible_municipalities"] == "Beloeil;Bernissart;Brunehaut;Péruwelz;Rumes"
        assert cells["source_urls"].endswith(f"https://opendata.iweps.be/api/data/json/{SERIES}/com+period=all")
        assert main(command) == 0  # twice is once
        assert main(["fetch", "walstat", SERIES, "--programme", "nobody", "--geodata", str(real_copy)]) == 2
    vocabulary.tell(words)
