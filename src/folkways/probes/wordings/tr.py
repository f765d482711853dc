"""Turkish prompts."""

from __future__ import annotations

import functools

from folkways.populations import Population
from folkways.probes.wordings.phrasing import Phrasing, Wording

# CLDR's own short names, which babel leaves out.
_SHORT = {"PSE": "Filistin", "HKG": "Hong Kong", "MAC": "Makao", "MMR": "Myanmar"}

_PLAIN = {
    "options": "Seçenekler:",
    "reply": "Yalnızca tek bir seçeneğin {kind} yazın, başka hiçbir şey yazmayın.",
    "reasoned": "Önce iki üç cümleyle düşünün, ardından “{answer}” ve tek bir seçeneğin {kind} yazın.",
}
_POLL = {
    "options": "Olası yanıtlar:",
    "reply": "Yalnızca seçtiğiniz yanıtın {kind} belirtin.",
    "reasoned": (
        "Seçmeden önce kısaca gerekçe gösterin. Sonunda “{answer}” ve seçtiğiniz yanıtın {kind} yazarak bitirin."
    ),
}


@functools.cache
def _name(population: Population) -> str | None:
    """The country in Turkish; None for a community and for a country that has no Turkish name."""
    from babel import Locale
    from babel.core import get_global

    root = population.id.split("[")[0]
    if root in _SHORT:
        return _SHORT[root]
    alpha2 = get_global("territory_aliases").get(root, ()) if len(root) == 3 and root.isupper() else ()
    return str(Locale("tr").territories.get(alpha2[0], population.name)) if len(alpha2) == 1 else None


def people(population: Population) -> str:
    """How a Turkish prompt names one of a people: what precedes "an ordinary person".

    Suffixes follow the vowels of a name; the word for a people takes them here, and the name stands bare.

    >>> from folkways.populations import country, community
    >>> people(country("EGY"))
    'Mısır halkından'
    >>> people(country("MAR").cell(sex="female"))
    'Fas halkından (sex: female)'
    >>> people(community("laz", "Laz"))
    'Laz topluluğundan'
    """
    name = _name(population)
    among = f"{name} halkından" if name else f"{population.name} topluluğundan"
    return f"{among}{population.label[len(population.name) :]}"


WORDING = Wording(
    language="tr",
    provenance="translated by: folkways, unreviewed",
    phrasings={
        ("neutral", "plain"): Phrasing(before="", after="", task="Bu anket sorusunu yanıtlayın.", **_PLAIN),
        ("neutral", "poll"): Phrasing(before="", after="", task="İşte bir kamuoyu yoklamasından bir soru.", **_POLL),
        ("persona", "plain"): Phrasing(
            before="Siz {people} ortalama bir kişisiniz. Bu anket sorusunu o kişi gibi yanıtlayın.",
            after="Yukarıdaki anket sorusunu şu kişiymişsiniz gibi yanıtlayın: {people} ortalama bir kişi.",
            task="",
            **_PLAIN,
        ),
        ("persona", "poll"): Phrasing(
            before=(
                "Bir kamuoyu yoklamasında kendisine aşağıdaki soru sorulan, {people} tipik bir bireyin rolünü üstlenin."
            ),
            after=(
                "Bir kamuoyu yoklamasında kendisine bu soru sorulan şu kişinin rolünü üstlenin: "
                "{people} tipik bir birey."
            ),
            task="",
            **_POLL,
        ),
        ("observer", "plain"): Phrasing(
            before="{people} ortalama bir kişi bu anket sorusuna ne yanıt verirdi?",
            after="Yukarıdaki anket sorusuna şu kişi ne yanıt verirdi: {people} ortalama bir kişi?",
            task="",
            **_PLAIN,
        ),
        ("observer", "poll"): Phrasing(
            before=(
                "{people} tipik bir bireyin bir kamuoyu yoklamasında aşağıdaki soruyu "
                "nasıl yanıtlayacağını tahmin edin."
            ),
            after=(
                "Bir kamuoyu yoklamasında şu kişinin bu soruyu nasıl yanıtlayacağını tahmin edin: "
                "{people} tipik bir birey."
            ),
            task="",
            **_POLL,
        ),
    },
    # In the accusative, as every last line takes them.
    kinds={"digits": "numarasını", "letters": "harfini", "custom": "etiketini"},
    nonsense=("{word} hakkında ne düşünüyorsunuz?", "{word} konusuna nasıl bakıyorsunuz?"),
    answer="Yanıt:",
    people=people,
)
