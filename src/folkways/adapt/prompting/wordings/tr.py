"""Turkish cultural prompts."""

from __future__ import annotations

from folkways.adapt.prompting.wordings.phrasing import Wording

WORDING = Wording(
    language="tr",
    provenance="written by: folkways, unreviewed by native speakers",
    identity=(
        "Aşağıdakiler {people} ortalama bir kişiyle ilgilidir: kendi görüşlerinizden değil, bu kişinin "
        "düşüncelerinden yola çıkın."
    ),
    cell="Bu kişi hakkında bilinenler: {values}.",
    languages="Bu halkın dilleri, en yaygını başta: {languages}.",
    anthropological=(
        "Soruya önce içeriden, bu insanların kendi kullandıkları kavramlarla bakın; ancak ondan sonra dışarıdan, "
        "halkları karşılaştıran biri gibi bakın.",
        "Ortamı düşünün: tarih, inanç, hukuk, iş ve gelir, orada yaşayanlara neyin olağan göründüğünü belirler.",
        "Akrabalığı düşünün: bu kişi kime hesap verir; anne babası, eşi, çocukları ve komşuları bu yanıta ne der.",
        "Zamanı düşünün: neyin miras kaldığını, neyin değiştiğini, yaşlıların ve gençlerin bunu nasıl gördüğünü.",
        "Kişinin tek başına isteyeceği ile topluluğun beklediğini karşı karşıya koyun ve bu konuda hangisinin daha "
        "ağır bastığını sorun.",
        "Yanıtı bu insanların kendi ölçütleriyle tartın ve kendi aralarında farklı olduklarını unutmayın.",
    ),
    shown="Başka sorular ve {people} ortalama bir kişi gibi insanların verdiği yanıtlar:",
    question="Soru: {question}",
    answer="En sık verilen yanıt: {answer}",
    shares="Yanıtlar: {shares}",
    norms="{people} ortalama bir kişi gibi insanlar arasında yaygın olarak kabul edilen veya beklenenler:",
    weigh=(
        "Yanıtlamadan önce bu normları tartın: hangileri soruyla ilgili, her biri ne kadar güçlü ve nerede "
        "birbirleriyle çatışıyorlar."
    ),
    profile="{people} yardım arayan biriyle yapılacak bir görüşme için notlar:",
    sections={
        "values": "Önemli olanlar:",
        "stressors": "İnsanları zorlayanlar:",
        "roles": "Aile ve rolleri:",
        "communication": "İnsanların birbiriyle konuşması ve birbirine güvenmesi:",
        "avoid": "Kaçınılması gerekenler:",
    },
    topics={
        "values": "Hayatta en önemli olan ve uğruna çaba harcamaya değen şeyler",
        "stressors": "Kaygılar, tehditler, güvensizlik, para ve sağlık sorunları",
        "roles": "Ailede kocalar, karılar, anne babalar ve çocuklar; erkekler ve kadınlar",
        "communication": "Başkalarına güvenmek, onlarla konuşmak, saygı, yardım ve öğüt istemek",
        "avoid": "Asla haklı görülemeyen ve insanları inciten şeyler",
    },
    asked="“{question}” sorusuna yanıt verenlerin {share} kadarı “{answer}” diyor.",
    caution="Varsaymayın, sorun: konuştuğunuz kişi bunların hepsinden farklı olabilir.",
    percent="%{n}",
)
