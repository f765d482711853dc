"""How Turkish replies word a refusal and an answer."""

from __future__ import annotations

from folkways.probes.replies.words import ReplyWords

WORDS = ReplyWords(
    refusals={
        "as an AI": (
            "(?:insan|gerçek bir (?:kişi|insan)|bir kişi|birey) değilim",
            "(?:bir )?(?:büyük )?(?:yapay zek[aâ]|dil modeli|sohbet robotu|bilgisayar programı|sanal asistan|"
            r"yazılım)(?: \w+){0,3} (?:olarak|olduğum\w*|olmam\w*|olarak\w*)",
            r"(?:yapay zek[aâ]yım|yapay zek[aâ] (?:\w+ )?(?:modeliyim|asistanıyım|programıyım|diliyim|"
            "sistemiyim)|dil modeliyim|yazılımım|programım|robotum|asistanım|modelim|makineyim)",
        ),
        "sorry or unable": (
            "(?:üzgünüm|maalesef|ne yazık ki|özür dilerim|kusura bakmayın|affedersiniz|özür dilerim)[,.]? "
            r"(?:ama |ancak |fakat )?(?:\S+ ){0,8}?\w+(?:m[ae]m|m[ae]yız|m[ae]yeceğim|yok|değilim|değildir|"
            "mıyorum|miyorum|muyorum|müyorum)",
            "üzgünüm",
            "(?:durumda|konumda|yetkili|uygun|rahat|programlanmış|tasarlanmış|yetkin|istekli|mümkün) değilim",
        ),
        "cannot answer": (
            r"benim için (?:geçerli|cevaplanabilir|uygun) değil\w*",
            r"(?:cevap|yanıt|görüş|karar|puan|hüküm|yorum|tercih|seçim|taraf)\w* (?:\w+ )?(?:vermek|yapmak|"
            "bildirmek|belirtmek|tutmak|paylaşmak) (?:istemiyorum|istemem|istemezdim|istemeyiz)",
            r"(?:görüş|fikir|düşünce|tercih|kanaat)\w* (?:bildir|belirt|açıkla|ifade et|dile "
            r"getir)\w*?(?:miyorum|mıyorum|muyorum|müyorum|m[ae]m|m[ae]yeceğim|[ae]m[ae]m)",
            "(?:cevap|yanıt|karşılık|bilgi|görüş|fikir|puan|numara|sayı|karar|hüküm|seçim|yorum|tercih|"
            r"genelleme|tahmin|değerlendirme|beyan|varsayım|yardım|taraf|söz|rol|işaret)(?:\w*)? (?:\w+ "
            r"){0,2}?(?:ver|yap|bulun|ol|tut|beyan et|et|belirt|paylaş|sun|söyle|oyna)\w*?(?:[ae]m[ae]m|"
            "[ae]m[ae]yız|[ae]miyorum|[ae]mıyorum|m[ae]yeceğim|[ae]m[ae]yacağım|[ae]m[ae]yeceğim|miyorum|"
            "mıyorum|muyorum|müyorum|m[ae]m)",
            "(?:cevaplay|yanıtlay|seç|söyley|konuş|genelley|belirley|bil|yardımcı ol|sun|paylaş|belirt|yerine "
            "getir|değerlendir|karşılay|üstlen|temsil ed|tahmin ed|işaretley|ifade ed|yapamam|indirgey|davran|"
            "yorumlay)(?:[ae]m[ae]m|[ae]m[ae]yız|[ae]miyorum|[ae]mıyorum|[ae]m[ae]yacağım|[ae]m[ae]yeceğim|"
            "m[ae]yeceğim|m[ae]yacağım)",
            "(?:seçmeyeceğim|cevaplamayacağım|yanıtlamayacağım|konuşamam|yapamam|yapamayacağım|söylemeyeceğim|"
            "davranmayacağım|bürünmeyeceğim)",
            r"(?:gibi davran|rolüne bürün|numarası yap|yerine koy|kılığına gir|gibi konuş)\w*?(?:m[ae]m|"
            "m[ae]yacağım|m[ae]yeceğim|mıyorum|miyorum|muyorum)",
            "(?:bilmiyorum|bilmem|bilmemin (?:bir )?yolu yok|bilemem|bilemiyorum|fikrim yok)",
            r"(?:yeterli|kesin|güvenilir) (?:bir )?(?:bilgi\w*|veri\w*) (?:\w+ )?(?:yok|sahip değilim|"
            "bulunmuyor|bulunmamaktadır|mevcut değil)",
            "bilgiye sahip değilim",
            r"(?:imkânım|imkanım|yolum|imkân|yolu) yok\w*",
        ),
        "no opinions of its own": (
            "(?:kişisel|şahsi|siyasi|kendi|kendime ait|dini|bireysel|herhangi bir|bir)? ?(?:görüş|düşünce|"
            "fikir|fikr|inanç|inanc|his|duygu|tercih|deneyim|tutum|kanaat|aile|ailem|din|milliyet|uyruk|uyruğ|"
            r"ülke|ülkem|vatan|bakış açı|taraf)\w*(?:[,]? (?:\w+ ){0,5}?)(?:yok|yoktur|sahip değilim|bulunmuyor|"
            "bulunmamaktadır|sahip olamam|sahip değil|olamaz|mevcut değil|taşımıyorum|taşımam|barındırmıyorum|"
            "bulunmaz|olmadığından|olmadığı için|bulunmadığı için|olmadığımdan|olmadığım için)",
            r"(?:görüş|fikir|inanç|duygu)\w* sahip (?:değil|olma)\w*",
        ),
        "declines": (
            "(?:bakmanızı|başvurmanızı|incelemenizi|danışmanızı) (?:öneririm|tavsiye ederim|öneriyorum)",
            "(?:geçmek|atlamak|pas geçmek) ist(?:iyorum|erim)|(?:pas )geçiyorum",
            r"(?:yanıt|cevap|görüş|tercih|taraf|yorum|tavır|fikir|pozisyon|tutum)\w* ?(?:\w+ "
            "){0,2}?(?:vermemeyi|belirtmemeyi|tutmamayı|yapmamayı|almamayı|bildirmemeyi|vermekten|yapmaktan|"
            r"belirtmekten|paylaşmamayı|almaktan|takınmamayı|takınmaktan)(?: \w+)?",
            "(?:yanıtlamamayı|cevaplamamayı|söylememeyi|seçmemeyi|konuşmamayı|yanıtlamaktan|cevaplamaktan|"
            r"belirtmemeyi|paylaşmamayı|yorumlamamayı)(?: \w+)?",
            r"(?:kaçınıyorum|kaçınırım|kaçınmak isterim|kaçınacağım|imtina ed\w+|çekimser kal\w+|reddediyorum|"
            r"reddederim|kaçınmayı \w+|kaçınmam gerek\w*|kaçınmalıyım)",
            r"(?:tarafsız|yansız|nötr)(?:lığımı|lığı|lık)?(?: \w+)? (?:kal\w+|koru\w+|olmay\w*|durmay\w*|"
            r"davran\w+)",
            r"taraf (?:tutm\w+|olm[aı]\w+|seçm\w+|almam|almıyorum)",
            r"(?:ilkelerim|kurallarım|politikalarım|yönergelerim|ilkeler|kurallar|politikalar|yönergeler)\w* "
            r"(?:\w+ )?(?:aykırı|ters|uymuyor|izin vermiyor)\w*",
        ),
        "inappropriate": (
            r"(?:genelle\w+|cevap\w*|yanıt\w*|seç\w+|konuş\w+|belirle\w+|tahmin\w*|yargı\w*|indirge\w+|"
            r"varsay\w+|yorum\w*|genel\w* \w+|söyle\w+|davran\w+)(?: \w+){0,4} (?:uygun değil|uygunsuz|doğru "
            "değil|mümkün değil|yanlış|imkânsız|imkansız|etik değil|haksızlık|sorumsuzluk|uygun olma|doğru "
            r"olma|yanıltıcı|mümkün olma|adil olma)\w*",
        ),
    },
    nouns=r"cevab\w*|cevap\w*|yanıt\w*|tercihi\w*|seçim\w*|sonuç|kararım|karşılığı",
    verbs=(
        "diyorum ki|derim ki|seçtiğim|o (?:hâlde|halde|yüzden|nedenle)|bu (?:yüzden|nedenle|sebeple)|"
        "dolayısıyla|öyleyse|yani|belki|muhtemelen|işaretlediğim|herhalde|sanırım|bence|bana göre"
    ),
    after=(
        r"(?:\w+ )?(?:seç(?:iyor|er|ti|ece|meyi|mek|ilir|im|ild)\w*|işaretl(?:iyor|er|ed|eye)\w*|d(?:erim|"
        r"erdim|iyorum|er|erdi|iyor|iyebilirim|iyeceğim|edi|edim)|tercih (?:ed|et)\w*|söyl(?:er|üyor|"
        r"eye)\w*|veri(?:rim|rdim|yorum)|olur|olurdu|olacak\w*|olmalı|uygun\w*|yakın\w*|en (?:uygun|yakın|"
        r"doğru|iyi|olası)\w*|oy(?:um)?)|(?:benim )?(?:cevabım|yanıtım|tercihim|seçimim)"
    ),
    options=(
        r"seçene[kğ]\w*|şık(?:kı|kını|k|kını)?|numara(?:lı|sı|yı)?|no|sayı(?:sı|yı)?|harf(?:i|ini)?|"
        "madde(?:yi|si)?|puan|rakam(?:ı|ını)?"
    ),
    between=(
        "olarak|şudur|şu|ise|da|de|bu|soruya|en|uygun|doğru|olan|nihai|son|benim|kesinlikle|için|olacaktır|"
        "olur|muhtemelen|bence|o|tek|da"
    ),
    joins="veya|ya da|ile|ve|veyahut|yahut|ila|belki de|ile de",
    aside="ne|ne de|yüzde",
    others="bazıları|kimileri|kimi|diğerleri|başkaları|bazı|birileri|kimisi",
    rejects=(
        r"(?:pek |çok )?değil\w*|(?:\w+ ){0,3}anlamına|demek(?:tir|ti)?|yerine|fazla\w*|aşırı\w*|"
        r"abartılı\w*|uzak\w*|söz konusu değil\w*|(?:\w+ )?(?:olası|mümkün|uygun|doğru|gerçekçi|yeterli) "
        r"değil\w*|elenir|elen\w*|seçm[ei]\w*|olamaz|olmaz|iyimser\w*|\w+ ifade eder|gösterir|zayıf|düşük "
        r"ihtimal|çok (?:güçlü|sert|iyimser|kötümser|uç|zayıf)\w*"
    ),
    units=(
        r"çocuk\w*|kişi\w*|yıl\w*|ay|gün\w*|kez|kere|defa|neden\w*|sebep|milyon\w*|yüzde|etken|faktör|cümle|"
        r"kuşak|seçenek var\w*|aile\w*|ülke\w*|saat|hafta|üzerinden"
    ),
    total="/",
    particles="asla|yok",
    ordinals=(
        "birinci(?:si)?|ilk",
        "ikinci(?:si)?",
        "üçüncü(?:sü)?",
        "dördüncü(?:sü)?",
        "beşinci(?:si)?",
        "altıncı(?:sı)?",
        "yedinci(?:si)?",
        "sekizinci(?:si)?",
        "dokuzuncu(?:su)?|dokuz",
        "onuncu(?:su)?",
    ),
    numerals=(
        "bir",
        "iki",
        "üç",
        "dört",
        "beş",
        "altı",
        "yedi",
        "sekiz",
        "dokuz",
        "on",
    ),
    last="son(?:uncu)?",
    denials=r"değil\w*",
    suffixes=(
        "y?[iıuü]|y?[ea]|[dt][ea]|[dt][ea]n|[dt][iıuü]r|n?[iıuü]n|s?[iıuü]n?[iıuü]?|"
        "[iıuü]?nc[iıuü](?:y[iıuü])?|y?l[ea]|[dt][iıuü]|l[iıuü]k"
    ),
)
