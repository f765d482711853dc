"""How Turkish replies word a refusal and an answer."""

from __future__ import annotations

from folkways.probes.replies.demurs_tr import _ANSWER, _DENIES, _LIVED, _PERSONAL, _UNABLE, _UNFIT, DEMURS, TOPICS
from folkways.probes.replies.words import ReplyWords

# What may lead an ordinal that is the whole answer.
_SURELY = "(?:(?:tabii(?: ki)?|kesinlikle|elbette(?: ki)?|bence|benim için|bana göre|galiba|sanırım|cevabım|tabi ki) )?"

# What an ordinal ends in that stands without a noun.
_CASED = "(?:s[iıuü](?:n[iıuüea]|nd[ea]n?)?|y[iıuüea]|d[ea]n?)?"

_AFTER = (
    r"(?:\w+ )?ver(?:ebilirim|eyim|elim|irdi)|(?:\w+ )?(?:olsun|diyelim|diyeyim|deyin|deyiver\w*|yazın|yazıver\w*|"
    r"alayım|anlaşalım|kalsın|kalayım|bırak(?:ıyor|ır|al|ay)[ıiu]m|dur(?:uyor|ur)um|kal(?:ıyor|ır)ım|kullan\w+m|"
    r"bas(?:ıyor|ar|tı)\w*|sapl(?:ıyor|ar)\w*|yana\w*|yan[ıi]nda\w*|tarafındayım|taraftar\w*|yanlısıyım|"
    r"diyenlerdenim|diyen biriyim|koy(?:uyorum|alım|un)|ağır bas\w*|öne çık(?:ıyor\w*|ar|maktadır)|denk (?:gel|"
    r"düş)\w*|karşılık gel\w*)|"
    r"iyidir|makul\w*|mantıklı\w*|isabetli\w*|(?:(?:daha|en) )(?:makul|mantıklı|isabetli|gerçekçi|doğru)\w*|"
    r"demek (?:gerek|lazım|isterim|istiyorum|düşer|daha doğru|en doğru)\w*|demem (?:gerek|lazım|daha doğru)\w*|"
    r"gibi düşün\w+|(?:yani|işte)(?=\W*(?:\Z|[.!\n]))|(?:benim |kendi )?(?:görüş|düşünce|fikr|durum|tavr|hisset)\w* "
    r"(?:\w+ ){0,2}?(?:yansıt|ifade|anlat|özetle|temsil|karşıla|örtüş|uy)\w*|"
    r"(?:\w+ )?(?:seç(?:iyor|er|ti|ece|meyi|mek|ilir|im|ild)\w*|işaretl(?:iyor|er|ed|eye)\w*|d(?:erim|"
    r"erdim|iyorum|er|erdi|iyor|iyebilirim|iyeceğim|edi|edim)|tercih (?:ed|et)\w*|söyl(?:er|üyor|"
    r"eye)\w*|veri(?:rim|rdim|yorum)|olur|olurdu|olacak\w*|olmalı|uygun\w*|yakın\w*|en (?:uygun|yakın|"
    r"doğru|iyi|olası)\w*|oy(?:um)?)|(?:benim )?(?:cevabım|yanıtım|tercihim|seçimim)|tabii(?: ki)?|elbette|"
    r"kesinlikle|(?:diye |şeklinde |yönünde )?(?:(?:cevap|yanıt|cevabını|yanıtını) ver\w*|(?:cevap|yanıt)la\w*)|"
    r"karar kıld\w*|kesin"
)

WORDS = ReplyWords(
    refusals={
        "as an AI": (
            "(?:insan|gerçek bir (?:kişi|insan)|bir kişi|birey) değilim",
            "(?:bir )?(?:büyük )?(?:yapay zek[aâ]|dil modeli|sohbet robotu|bilgisayar programı|sanal asistan|"
            r"yazılım)(?: \w+){0,3} (?:olarak|olduğum\w*|olmam\w*|olarak\w*)",
            r"(?:yapay zek[aâ]yım|yapay zek[aâ] (?:\w+ )?(?:modeliyim|asistanıyım|programıyım|diliyim|"
            "sistemiyim)|dil modeliyim|yazılımım|programım|robotum|asistanım|modelim|makineyim)",
            r"(?:bilgisayar|yapay zek[aâ]|dil|yapay|sanal|dijital|bir)(?: \w+){0,2}? (?:program|asistan|model|"
            r"yazılım|robot|makine|sistem|araç)\w*(?:ıyım|iyim|uyum|üyüm|yım|yim|ım|im|um|üm)",
        ),
        "sorry or unable": (
            "(?:üzgünüm|maalesef|ne yazık ki|özür dilerim|kusura bakmayın|affedersiniz|özür dilerim)[,.]? "
            r"(?:ama |ancak |fakat )?(?:\S+ ){0,8}?\w+(?:m[ae]m|m[ae]yız|m[ae]yeceğim|yok|değilim|değildir|"
            "mıyorum|miyorum|muyorum|müyorum)",
            "üzgünüm",
            "(?:durumda|konumda|yetkili|programlanmış|tasarlanmış|yetkin) değilim",
            r"(?:yanıtlanabil|cevaplanabil|değerlendirilebil|cevap verilebil|yanıt verilebil|yanıtlayabil|"
            r"cevaplayabil)\w* "
            r"(?:\w+ ){0,2}?(?:nitelik|tür|durum|soru|konu|mesele)\w* (?:\w+ )?değil\w*",
            r"(?:cevap|cevab|yanıt|soru|görüş|yorum|değerlendirme|tercih|seçim|beyan|puan|fikir|hüküm|taraf)\w* "
            r"(?:\w+ ){0,3}?(?:ver|yap|bildir|belirt|yanıtla|cevapla|paylaş|sun|ifade ed|açıkla|bulun|tut|kabul ed|"
            r"karşıla|işaretle|uygun gör|mümkün gör|mümkün bul|beyan ed|değerlendir|katıl)(?:[ıiuü]?[ln])"
            r"(?:[ıiuü][ln])?[ae]?m[ae](?:y[ae]c[ae]k|m[ae]kt[ae])\w*",
            r"(?:tercih|cevap|cevab|yanıt|görüş|yorum|değerlendirme|seçim|beyan|soru|puan)\w* (?:\w+ ){0,2}?"
            r"(?:edil|veril|yapıl|bildiril|belirtil|sunul|paylaşıl|yanıtlan|cevaplan|bulunul|işaretlen)m[ae]s[ıi] "
            r"(?:\w+ ){0,2}?"
            r"(?:mümkün|uygun|doğru|söz konusu|beklen|yerinde)\w* (?:olma|olam|değil|bulunm|görülm|görünm)\w*",
            r"(?:cevap|yanıt|görüş|yorum|katılım|katkı|beyan)\w* (?:\w+ )?(?:sağla|sun|ver|bildir|"
            r"yap)[ae]?m[ae]m[ae]kt[ae]"
            r"y[ıi][mz]",
            r"(?:cevap|yanıt|seç|konuş|görüş)\w* (?:\w+ ){0,4}?rahat (?:değilim|hissetm\w+|olmam)",
            r"elimden gelm\w+",
        ),
        "cannot answer": (
            r"(?:yorum|seçim|tercih|genelleme|değerlendirme|rol\w*|tahmin)\w* (?:\w+ )?(?:yapmayacağım|yapmam|"
            r"vermeyeceğim|girmeyeceğim|üstlenmem|üstlenmeyeceğim|oynamam)",
            r"(?:dayanağım|yetkim|iznim|bilgim|verim|fikrim|hakkım|imkânım|imkanım) yok\w*",
            r"(?<!başka\s)(?:bir şey|hiçbir şey) (?:diyemem|söyleyemem|diyemiyorum)",
            r"(?:fikir|görüş|düşünce|oy)\w* (?:beyan ed|bildir|ver|kullan)(?:[ae]m[ae]m|[ae]m[ae]yız|m[ae]m)",
            r"benim için (?:geçerli|cevaplanabilir|uygun) değil\w*",
            r"(?:cevap|yanıt|görüş|karar|puan|hüküm|yorum|tercih|seçim|taraf|genelleme|değerlendirme)\w* "
            r"(?:\w+ )?(?:vermek|yapmak|bildirmek|belirtmek|tutmak|paylaşmak) (?:istemiyorum|istemem|"
            "istemezdim|istemeyiz)",
            r"(?:görüş|fikir|düşünce|tercih|kanaat)\w* (?:bildir|belirt|açıkla|ifade et|dile "
            r"getir)\w*?(?:miyorum|mıyorum|muyorum|müyorum|m[ae]m|m[ae]yeceğim|[ae]m[ae]m)",
            "(?:cevap|yanıt|karşılık|bilgi|görüş|fikir|puan|numara|sayı|karar|hüküm|seçim|yorum|tercih|"
            r"genelleme|tahmin|değerlendirme|beyan|varsayım|yardım|taraf|söz|rol|işaret)(?:\w*)? (?:\w+ "
            r"){0,2}?(?:ver|yap|bulun|ol|tut|beyan et|et|belirt|paylaş|sun|söyle|oyna)\w*?(?:[ae]m[ae]m|"
            "[ae]m[ae]yız|[ae]miyorum|[ae]mıyorum|m[ae]yeceğim|[ae]m[ae]yacağım|[ae]m[ae]yeceğim|miyorum|"
            "mıyorum|muyorum|müyorum|m[ae]m)(?! (?:gerek|isten|lazım))",
            r"(?<!şey\s)(?:cevaplay|yanıtlay|seç|söyley|konuş|genelley|belirley|bil|yardımcı ol|sun|paylaş|belirt|"
            "yerine getir|değerlendir|karşılay|üstlen|temsil ed|tahmin ed|işaretley|ifade ed|yapamam|"
            "indirgey|davran|yorumlay)(?:[ae]m[ae]m|[ae]m[ae]yız|[ae]miyorum|[ae]mıyorum|[ae]m[ae]yacağım|"
            "[ae]m[ae]yeceğim|m[ae]yeceğim|m[ae]yacağım)",
            "(?:seçmeyeceğim|cevaplamayacağım|yanıtlamayacağım|konuşamam|(?<!s[iu]z\\s)yapamam|yapamayacağım|"
            "söylemeyeceğim|davranmayacağım|bürünmeyeceğim)",
            r"\w+m[ıiuü]ş gibi (?:yap|davran|konuş|cevap ver|yanıt ver|rol kes)\w*?(?:m[ae]m|m[ae]y[ae]c[ae]ğ[ıi]m|"
            r"m[ıiuü]yorum|"
            r"[ae]m[ıi]yorum|m[ae]k (?:istem|doğru|yanlış|yanıltıcı|dürüst)\w*)",
            r"(?:gibi davran|rolüne bürün|numarası yap|yerine koy|kılığına gir|gibi konuş)\w*?(?:m[ae]m|"
            "m[ae]yacağım|m[ae]yeceğim|mıyorum|miyorum|muyorum)",
            "(?:bilmiyorum|bilmem(?! ki,| öyle| böyle)|bilmemin (?:bir )?yolu yok|bilemem|bilemiyorum|fikrim yok)",
            r"(?:yeterli|kesin|güvenilir) (?:bir )?(?:bilgi\w*|veri\w*) (?:\w+ )?(?:yok|sahip değilim|"
            "bulunmuyor|bulunmamaktadır|mevcut değil)",
            "bilgiye sahip değilim",
            r"(?:imkânım|imkanım|yolum|imkân|yolu) yok\w*",
            "(?:cevaplamak|yanıtlamak|seçmek|konuşmak|söylemek|paylaşmak) (?:istemiyorum|istemem|istemezdim)",
        ),
        "no opinions of its own": (
            "(?:kişisel|şahsi|siyasi|kendi|kendime ait|dini|bireysel|herhangi bir|bir)? ?(?:görüş|düşünce|"
            "fikir|fikr|inanç|inanc|his|duygu|tercih|deneyim|tutum|kanaat|aile|ailem|din|milliyet|uyruk|"
            r"uyruğ|ülke|ülkem|vatan|bakış açı|taraf)\w*(?:[,]? (?:\w+ ){0,5}?)(?:yok|yoktur|sahip değilim|"
            "bulunmuyor|bulunmamaktadır|sahip olamam|sahip değil|olamaz|mevcut değil|taşımıyorum|taşımam|"
            "barındırmıyorum|bulunmaz|olmadığından|olmadığı için|bulunmadığı için|olmadığımdan|olmadığım "
            "için)",
            r"(?:görüş|fikir|inanç|duygu)\w* sahip (?:değil|olma)\w*",
            "ait değilim",
        ),
        "declines": (
            r"(?:reddetmek|geri çevirmek|kaçınmak) zorunda\w*",
            r"(?:cevap|yanıt|görüş)\w* (?:\w+ )?(?:istekli|niyetli|hevesli) değil\w*",
            "bana düşmez",
            r"rol\w* (?:girmeyeceğim|girmem|giremem|bürünmem)",
            "(?:bakmanızı|başvurmanızı|incelemenizi|danışmanızı) (?:öneririm|tavsiye ederim|öneriyorum)",
            "(?:geçmek|atlamak|pas geçmek) ist(?:iyorum|erim)|(?:pas )geçiyorum",
            r"(?:yanıt|cevap|görüş|tercih|taraf|yorum|tavır|fikir|pozisyon|tutum)\w* ?(?:\w+ "
            "){0,2}?(?:vermemeyi|belirtmemeyi|tutmamayı|yapmamayı|almamayı|bildirmemeyi|vermekten|yapmaktan|"
            r"belirtmekten|paylaşmamayı|almaktan|takınmamayı|takınmaktan)(?! (?:memnun|mutlu|onur|keyif|zevk|"
            r"gurur))(?: \w+)?",
            "(?:yanıtlamamayı|cevaplamamayı|söylememeyi|seçmemeyi|konuşmamayı|yanıtlamaktan|cevaplamaktan|"
            r"belirtmemeyi|paylaşmamayı|yorumlamamayı)(?! (?:memnun|mutlu|onur|keyif|zevk|gurur))(?: \w+)?",
            r"(?:kaçınıyorum|kaçınırım|kaçınmak isterim|kaçınacağım|imtina ed\w+|çekimser kal\w+|reddediyorum|"
            r"reddederim|kaçınmayı \w+|kaçınmam gerek\w*|kaçınmalıyım)",
            r"(?:tarafsız|yansız|nötr)(?:lığımı|lığı|lık)?(?: \w+)? (?:kal\w+|koru\w+|olmay\w*|durmay\w*|"
            r"davran\w+)",
            r"(?:taraf|tutum|tavır|pozisyon) (?:tutm\w+|olm[aı]\w+|seçm\w+|takınm\w+|"
            r"al(?:mam|mıyorum|mayacağım|amam|mamalı)\w*)",
            r"(?:ilkelerim|kurallarım|politikalarım|yönergelerim|ilkeler|kurallar|politikalar|yönergeler)\w* "
            r"(?:\w+ )?(?:aykırı|ters|uymuyor|izin vermiyor)\w*",
            "(?:tarafsızım|yansızım)",
            "yorum(?:um)? yok",
        ),
        "inappropriate": (
            r"(?:seçme|cevap|yanıt|sayı|puan)\w*(?: \w+){0,4} (?:yanıltıcı|anlamsız|keyfi|haksız|sakıncalı)\w*",
            r"(?:genelle\w+|cevap\w*|yanıt\w*|seç\w+|konuş\w+|belirle\w+|tahmin\w*|yargı\w*|indirge\w+|"
            r"varsay\w+|yorum\w*|genel\w* \w+|söyle\w+|davran\w+)(?: \w+){0,4} (?:uygun değil|uygunsuz|doğru "
            "değil|mümkün değil|yanlış|imkânsız|imkansız|etik değil|haksızlık|sorumsuzluk|uygun olma|doğru "
            r"olma|yanıltıcı|mümkün olma|adil olma)\w*",
        ),
        "speaks of itself, the request or others": (
            _ANSWER + r" (?:\w+ ){0,5}?" + _UNFIT,
            _ANSWER + r" (?:\w+ ){0,3}?(?!" + _LIVED + r"y?[ae]?m)\w*" + _UNABLE,
            _ANSWER + r" (?:\w+ ){0,3}?(?!" + _PERSONAL + r"y?[ae]?m)\w{2,}" + _DENIES,
            r"\w+m[ae]m[ae]y[iı] (?:\w+ )?(?:tercih ed|yeğl|daha (?:doğru|uygun)|uygun (?:bul|gör)|doğru (?:bul|"
            r"gör))\w*",
            r"(?:cevap|yanıt|görüş|yorum|seç|genelle|taraf|değerlendir|belirt|söyle|paylaş|tahmin|yargı)\w* (?:\w+ "
            r")?\w*m[ae](?:kt)[ae]n? "
            r"(?:kaçın|çekin|imtina|uzak dur|sakın|vazgeç)(?!miyorum|mıyorum|mem|mam\b)\w*",
            r"(?:bir|gibi|ben|tarafsız|yalnızca|sadece|sonuçta) (?:\w+ )?(?:yapay zek[aâ]\w*|dil model\w*|sohbet "
            r"(?:robot|bot)\w*|"
            r"chatbot\w*|sanal asistan\w*|dijital asistan\w*|bilgisayar program\w*|asistan olarak)(?: \w+)?",
            r"(?:dil modeller|sohbet robot|yapay zek[aâ] (?:model|asistan|sistem|araç))\w*",
            r"(?:yapay zek[aâ]|model|makine|program|robot|asistan)\w* (?:\w+ ){0,3}?(?:görüş|fikir|fikr|inanc|duygu|"
            r"din|oy|his)\w* (?:\w+ ){0,2}?"
            r"(?:olmaz|olamaz|yoktur|bulunmaz|kullanmaz|kullanamaz|taşımaz)",
            r"(?:tarafından|ekibince) (?:geliştiril|eğitil|tasarlan|oluşturul|programlan)\w* (?:bir )?(?:\w+ "
            r"){0,2}?(?:yapay|dil|model|asistan|program|yazılım)\w*",
            r"(?:yönerge|ilke|kural|talimat|politika|tasarım|program|kapsam|yetki|sınır)\w*(?:ım|im|um|üm)\w* (?:\w+ "
            r"){0,4}?(?:gereği|aykırı|ters|uygun değil|"
            r"izin ver|dışında|çeliş|engel|yasak|müsaade|aşıyor|aşar|kısıt)\w*",
            r"(?:kullanım|içerik|uygulama|şirket|platform|güvenlik|etik|topluluk) (?:politika|ilke|kural|kılavuz)\w* "
            r"(?:\w+ ){0,5}?(?:gereği|"
            r"aykırı|ters|uygun değil|izin ver|çeliş|engel|yasak|müsaade|nedeniyle)\w*",
            r"pas geç\w+|(?:bu soruyu|soruyu|bunu) (?:geçelim|atlayalım|atlıyorum|geçiyorum|geçeyim|geçeceğim|"
            r"atlayacağım|boş bırak\w+)",
            r"(?:yöneltmeniz|sormanız|danışmanız|başvurmanız|bakmanız|incelemeniz)\w* (?:\w+ ){0,4}?(?:öner|tavsiye|"
            r"daha|yararlı|fayda)\w*",
            r"(?:kendimi|kendime|bunlardan|hiçbir\w*|herhangi|birini|bir seçeneği) (?:\w+ ){0,8}?(?!"
            + _LIVED
            + r"y?[ae]?m)\w*"
            + _UNABLE,
            r"(?:cevab|cevap|yanıt|görüş|yorum|seçim|tercih)\w* (?:\w+ )?(?:yok(?:tur)?|bulunmuyor|bulunmamaktadır|"
            r"olmayacak\w*)",
            r"\w{3,}m[ae]m(?:[ıi]n)? (?:\w+ )?(?:mümkün|doğru|uygun|söz konusu|etik|anlamlı|yerinde|adil|beklen)\w* "
            r"?(?:değil|olma|bulm|görünm|olamaz|m[ae]m)\w*",
            r"(?:yükümlüyüm|bilgi vermekle \w+)",
            r"(?:cevap|cevab|yanıt|görüş|yorum|seç|genelle|taraf|değerlendir|belirt|söyle|paylaş|tahmin|yargı|soru|"
            r"tartışma|konu)\w* (?:\w+ ){0,2}?(?:uzak dur|"
            r"kaçın|çekin|imtina|geri dur|sessiz kal|geri çevir|reddet|redded|yanıtsız|cevapsız|çekimser)(?!miyorum|"
            r"mas[ıi]n|meli(?!y)|malı(?!y)|mıyorum|mem|mam\b|mez|meden)\w*",
            r"(?:talep|taleb|istek|isteğ|soru|istem)\w* (?:\w+ ){0,3}?(?:karşıla|yerine getir|kabul et|yanıtla|"
            r"cevapla|uy)\w*m[ae]m (?:\w+ )?(?:mümkün|uygun|doğru|söz konusu)\w* \w*",
            r"(?:anket|soru)\w* (?:\w+ )?(?:doldur|yanıtla|cevapla|katıl)\w*m[ae]y[ae]cağım",
            r"(?:kişisel|özel|şahsi|benim) (?:bir )?(?:hayat|yaşam|deneyim|geçmiş|kimlik|kimli[kğ]|duygu|his|bilinc|"
            r"bilinç)\w* (?:\w+ ){0,3}?(?:yok|bulunm|olmad|olmay|sahip değil|mevcut değil)\w*",
            r"(?:milyonlarca|bütün bir|koca bir|tüm bir|bir) (?:kişi|insan|halk|millet|ulus|toplum|ülke)\w* (?:adına|"
            r"yerine|temsilen) (?:\w+ ){0,4}?\w+(?:m[ae]m|yorum|m[ae]z|değil)",
            "(?:size|sizi) ilgilendirm(?:ez|iyor)|(?:beni|bizi) ilgilendir(?:ir|iyor)|kendime sakla\\w+|bende "
            "kalsın|oyum gizli\\w*",
        ),
    },
    demurs=DEMURS,
    topics=TOPICS,
    nouns=(
        r"cevab\w*|cevap\w*|yanıt\w*|tercihi\w*|seçim\w*|sonuç|karar(?:ım|ımız)?|karşılığı|puanım|notum|oyum|"
        "görüşüm|kanaatim|düşüncem"
    ),
    verbs=(
        "diyorum ki|derim ki|seçtiğim|o (?:hâlde|halde|yüzden|nedenle)|bu (?:yüzden|nedenle|sebeple)|"
        "dolayısıyla|öyleyse|yani|kısacası|velhasıl\\w*|hasılı|özetle|sonuçta|netice(?:de| olarak| itibar\\w+)|"
        "sonuç (?:olarak|itibar\\w+)|lafın kısası|sözün özü|demek ki|haliyle|(?:bu|şu) durumda|o zaman|bana kalırsa|"
        "bana sor\\w+|kanaatimce|benden|belki|muhtemelen|işaretlediğim|herhalde|sanırım|bence|bana göre"
    ),
    after=_AFTER,
    options=(
        r"seçene[kğ]\w*|şık(?:kı|kını|k|kını)?|numara(?:lı|sı|yı)?|no|sayı(?:sı|yı)?|harf(?:i|ini)?|"
        r"madde(?:yi|si)?|puan|rakam(?:ı|ını)?|şıkk\w+|basama[kğ]\w*|sıradaki\w*"
    ),
    between=(
        "olarak|açık|açıktır|net|nettir|belli|basit|kesin|şudur|şu|ise|da|de|bu|soruya|en|uygun|doğru|olan|nihai|"
        "son|benim|kesinlikle|için|olacaktır|"
        "olur|muhtemelen|bence|o|tek|da"
    ),
    joins=(
        r"(?:derim |diyorum |diyebilirim |de |olur )?hem|hem de|ve hem de|d[ae](?: (?:olur|olabilir|diyebilirim|"
        r"denebilir|derim|uyar))?,?|ya|belki|veya|"
        "ya da|ile|ve|veyahut|yahut|ila|belki de|ile de"
    ),
    aside=(
        r"ne|ne de|yüzde|(?:torun|oğl|kız|eş|komşu|anne|baba|kardeş|arkadaş)\w*(?:ım|im|um|üm|em|am)"
        r"(?: belki| herhalde| muhtemelen)?"
    ),
    others=r"%\s?\d+\W?\w*|yüzde|katılımcı\w*|kimisi|bazıları|kimileri|kimi|diğerleri|başkaları|bazı|birileri|kimisi|"
    "eskiden|önceden|önceleri|bir zamanlar|vaktiyle|gençliğimde|gençken|çocukken|geçmişte|bir yandan|bir taraftan|"
    "bir bakıma",
    many=(
        r"erkekler\w*|kadınlar\w*|orta yaşlı\w*|\w*[a-z]da yaşayanlar|\w*[a-z]de yaşayanlar|şehirli\w*|köylü\w*|"
        r"muhafazak[aâ]r\w*|dindarlar|laikler|sağcılar|solcular|eğitimliler|zenginler|yoksullar|çevreciler|"
        r"sanayiciler|birçok\w*|pek çok (?:kişi|insan)|çoğu kişi|çoğunluk|gençler\w*|yaşlılar\w*|iyimser\w*|"
        r"karamsar\w*|"
        r"kötümser\w*|eleştir\w+ler|yandaşlar\w*|denebilir ki|ilk başta"
    ),
    rejects=(
        r"(?:n?[ıiuü]n )?m[ıiuü]|(?:desem|dersem|deseydim|seçsem|seçseydim)|"
        r"(?:\w+ )?(?:diyem\w+|demem(?! gerek| lazım| daha)|demez\w*|denemez|seçem\w+|söyleyem\w+|demek istem\w+|"
        r"vermem|verem\w+|"
        r"savunam\w+)|"
        r"\w{1,2}'?y?[ea] kadar|kadar|(?:yakın )?(?:düşünen|diyen|seçen|veren|savunan|"
        r"işaretleyen)l[ae]r(?!d[ae]n[ıi]m)\w*|"
        r"(?:pek |çok )?değil\w*|(?:\w+ ){0,3}anlamına|demek(?:tir|ti)?(?! gerek| lazım| isterim| istiyorum| düşer| "
        r"daha| en)|"
        r"demeye (?:\w+ ){0,2}?(?:varm|elverm|yetm)\w+|ziyade|(?:çok|az|fazla|eksik|yetersiz)(?= \d|[^\w]*(?:[.,;!]|"
        r"\Z))|"
        r"(?:vermek|demek|seçmek) (?:\w+ )?(?:nankörlük|haksızlık|abart|yalan|ayıp|fazla|yanlış|olmaz|insafsızlık|"
        r"aşırı|"
        r"cimrilik|iyimserlik|günah)\w*|eliyorum|ele(?:dim|rim|yelim|yebilir\w*)|(?:bana|biraz) (?:\w+ )?(?:büyük|az|"
        r"çok|"
        r"fazla|uzak|ters)(?= gel|\W*[.,;!]|$)|(?:\w+ ){0,2}?(?:olmakla (?:birlikte|beraber)|olmasına (?:rağmen|"
        r"karşın)|"
        r"olsa da|olsa bile)|yerine|fazla\w*|aşırı\w*|"
        r"abartılı\w*|uzak\w*|söz konusu değil\w*|(?:\w+ )?(?:olası|mümkün|uygun|doğru|gerçekçi|yeterli) "
        r"değil\w*|elenir|, \d+'?\w*(?: \w+){1,7} (?:anlamına|demek\w*|ifade ed\w+|temsil ed\w+)|elen\w*|seçm[ei]\w*|"
        r"olamaz|olmaz|iyimser\w*|\w+ ifade eder|gösterir|zayıf|düşük "
        r"ihtimal|çok (?:iddialı|kesin|keskin|katı|ağır|büyük|yüksek|düşük|güçlü|sert|iyimser|kötümser|uç|zayıf)\w*"
    ),
    units=(
        r"yüzyıl\w*|asır|asr\w*|çocuk\w*|kişi\w*|yıl\w*|ay|gün\w*|kez|kere|defa|haftaya|haftalık|haftada|saat\w*|"
        r"ay(?:a|da|lık|dır)|lira\w*|dolar\w*|kilo\w*|metre\w*|yaş\w*|sayfa\w*|"
        r"madde\w*|soru\w*|neden\w*|sebep|milyon\w*|yüzde|etken|"
        r"faktör|cümle|"
        r"kuşak|seçenek var\w*|aile\w*|ülke\w*|saat|hafta|üzerinden"
    ),
    total="/",
    particles="asla|yok",
    ordinals=(
        rf"{_SURELY}birinci{_CASED}|ilk|en (?:üstteki|baştaki|tepedeki|tepesindeki|başındaki)(?:n[iıea])?|bir "
        rf"numaral[ıi]",
        rf"{_SURELY}ikinci{_CASED}|iki numaral[ıi]",
        rf"{_SURELY}üçüncü{_CASED}|üç numaral[ıi]",
        rf"{_SURELY}dördüncü{_CASED}|dört numaral[ıi]",
        rf"{_SURELY}beşinci{_CASED}|beş numaral[ıi]",
        rf"{_SURELY}altıncı{_CASED}|altı numaral[ıi]",
        rf"{_SURELY}yedinci{_CASED}|yedi numaral[ıi]",
        rf"{_SURELY}sekizinci{_CASED}|sekiz numaral[ıi]",
        rf"{_SURELY}dokuzuncu{_CASED}|dokuz numaral[ıi]",
        rf"{_SURELY}onuncu{_CASED}|on numaral[ıi]",
    ),
    numerals=(
        r"bir(?!\s+(?!der|diyor|olur|olsun|seç|numara|tabii)\w)",
        "iki",
        "üç",
        "dört|dörd(?=[eü])",
        "beş",
        "altı",
        "yedi",
        "sekiz",
        "dokuz",
        # "ona", "onda", "onu" are "him", "at him" and "him".
        "on(?![aud])",
    ),
    last=r"son(?:uncu(?:s?u\w*|yu|ya)?)?|en (?:alttaki|sondaki|dipteki)(?:n[iıea])?",
    middle=(
        r"(?:tam )?ortadaki(?:n[ieı])?(?: (?:seçene[kğ]\w*|şık\w*|puan\w*|basama[kğ]\w*|değer\w*|sayı\w*|cevap\w*)|"
        r"(?=\W+(?:" + _AFTER + r"))|(?=\W*(?:\Z|[.!])))|orta (?:nokta|şık|seçene[kğ]|basama[kğ]|değer)\w*|"
        r"(?:tam )?ortada(?:yım| dur\w+m| kal\w+m)|ölçeğin (?:tam )?ortas\w+"
    ),
    lowest=(
        r"(?:en (?:düşük|alt|dip)|minimum|asgari) (?:puan|değer|not|sayı|rakam|derece|uç|uc|basama[kğ]|nokta)\w*|"
        r"ölçeğin (?:en )?(?:alt|dip|düşük) \w+"
    ),
    highest=(
        r"(?:en (?:yüksek|üst)|maksimum|azami|tavan) (?:puan|değer|not|sayı|rakam|derece|uç|uc|basama[kğ]|"
        r"nokta)\w*|"
        r"tam (?:puan|not)\w*|ölçeğin (?:en )?(?:üst|yüksek) \w+"
    ),
    placed=(
        r"(?<!nci)(?<!ncu)(?<!ilk)(?<!son)(?<!üst)(?<!baş)(?<!teki)(?=\W+(?:(?:bana|benim\w*|de|da|daha|çok|biraz|"
        r"görüşüme|kendime|olarak|ise|en)\W+){0,3}(?:" + _AFTER + r")(?!\w))"
    ),
    denials=r"(?:d[ae] )?değil\w*|çok(?= \d)|ziyade",
    suffixes=(
        "c[iıuü]y[iıuü][mz]|[dt][ea]k[iıuü]|y?[iıuü]|y?[ea]|[dt][ea]|[dt][ea]n|[dt][iıuü]r|n?[iıuü]n|s?[iıuü]n?[iıuü]?|"
        "[iıuü]?nc[iıuü](?:y[iıuü])?|y?l[ea]|[dt][iıuü]|l[iıuü]k"
    ),
    selves=(
        r"(?!demem|tamam|hamam|imam|ilham|muamm)\w{2,}m[ae]m|\w{2,}m[ae]y[ae]y[ıi]m|"
        r"ben|bana|beni|bende|benden|benim|bense|benimle|kendim\w*|biz|\w{2,}[iıuü]yorum|\w{2,}(?:arım|erim|ırım|"
        r"irim|urum|ürüm)|"
        r"\w+(?:acağım|eceğim|malıyım|meliyim|değilim|abilirim|ebilirim|cevabım|yanıtım|görüşüm|fikrim|tercihim|"
        r"rolüm|amacım|görevim)\w*"
    ),
    asked=(
        r"(?:soru|anket|cevab|cevap|yanıt|görüş|fikir|fikr|seçenek|seçeneğ|seçim|şık|ölçek|ölçeğ|puan|rakam|sayı(?!l)|"
        r"değerlendir|yargı|"
        r"kimlik|kimliğ|rol|bakış|temsil|konu|mesele|tartış|siyas|bilgi|kaynak|duygu|insan|istek|isteğ|talep|taleb|"
        r"görev|tercih|derece)\w*"
    ),
    clarify=(
        r"\w*m[iıuü]s[iıuü]n[iıuü]z?|lütfen (?:\S+ ){0,6}?(?:belirt|paylaş|yaz|gönder|açıkla|netleştir|ilet|tekrar|"
        r"seç|gir)\w*|anla(?:ya)?madım|"
        r"hangi (?:soru|ülke|anket)\w*|nasıl yardımcı|elbette|tabii ki|merhaba|selam|hem|ya da|her ikisi|ikisi|"
        r"arasında|bağlı\w*|göre değiş\w*|"
        r"duruma göre|kararsız\w*|işte|aşağıda\w*|buyurun"
    ),
    greets=(
        r"merhaba\w*|selam\w*|elbette|memnuniyetle|hoş geldin\w*|tabii(?: ki)?[,!.]? (?:size|sana|hangi|yardımcı|"
        r"buyurun)|"
        r"lütfen (?:\S+ ){0,6}?(?:belirt|paylaş|yaz|gönder|açıkla|netleştir|ilet|tekrar)\w*"
    ),
    yes=r"evet|evvet|aynen|he(?=\s*(?:[,.!]|$)|\s(?:ya|valla|tabi))|hıhı",
    no="hayır|yok|yo+|cık",
    shares=r"katılımcı\w*|yüzde|oranı\w*|yarısı\w*|üçte|dörtte|çeyreğ\w*|kimi|kesimi?",
    hedges="galiba|herhalde|sanırım|belki|civarı|civarında|bence|gibi|aşağı yukarı|falan|muhtemelen|yeter",
    never="asla|hiçbir zaman",
    namely="yani|diğer bir deyişle|başka bir deyişle|demek ki|o da",
    contrasts=(
        "madem|illa|mecbur kal\\w*|zorla\\w*rsan\\w*|ısrar ed\\w*|gerekirse|gerekse|gerekiyorsa|zorunda\\w*|"
        "yine de|gene de|her şeye rağmen|ille de|ama|ancak|fakat|yine de|buna rağmen|bununla birlikte|lakin"
    ),
)
