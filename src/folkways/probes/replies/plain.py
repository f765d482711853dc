"""How replies state an option in other ways than by announcing it, and how they take it back; § is the option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Patterns in one language.

    Attributes:
        only: nothing but this option can be said.
        voiced: an answer is announced from somebody's point of view, before a colon.
        repents: what was said before is taken back.
        depends: the answer is left to circumstances.
        that: what was just spoken of is chosen.
        awaits: the text waits for the question.
        explains: what stands after it explains the options.
        undertakes: an answer is going to be tried after all.
        swings: the one time one option, the other time another.
    """

    only: str
    voiced: str
    repents: str
    depends: str
    that: str
    awaits: str
    explains: str
    swings: str = ""
    undertakes: str = ""


PLAIN: Mapping[str, PlainWords] = {
    "en": PlainWords(
        only=(
            r"(?:nothing|anything|no (?:other )?(?:answer|option|choice)|none|no choice)(?: else)?(?: \w+){0,6} "
            r"(?:but|than|except|save|besides|apart from)(?: (?:to|for|say|answer|choose|pick|option|number|the|"
            r"with|go)"
            r")*\W*§|(?:other than|apart from|except(?: for)?|besides)(?: (?:option|number))?\W*§\W*(?:\w+\W+){0,4}?"
            r"(?:nothing|no (?:answer|option)|(?:can't|cannot|couldn't) (?:\w+ )?(?:anything|say|choose|pick))"
        ),
        voiced=(
            r"(?:i|i'll|i'd|answer\w*|respond\w*|reply\w*|speak\w*|rate) (?:\w+ ){0,4}?(?:from (?:the |an? )?|"
            r"through |as |"
            r"for |in (?:the )?)(?:[\w'-]+ ){0,11}[\w'-]+"
        ),
        repents=(
            r"(?:no,? )?wait|on second thought|scratch that|i take (?:that|it|this) back|i (?:was|am) wrong|correction|"
            r"let me (?:correct|change|revise|reconsider)|i (?:must|have to|need to|want to|would like to|should) "
            r"(?:\w+ )?(?:correct|change|revise|withdraw|retract)|i (?:change|withdraw|retract)|strike that|actually,? "
            r"(?:no|i|let|the|it|make)|never ?mind|disregard"
        ),
        depends="depends?|depending|varies|vary",
        that=(
            r"(?:choose|pick|select|go with|go for|went with|choosing|picking) (?:that|it|this)(?: one)?|(?:that|"
            r"this|it)"
            r"(?:'s| is| would be|'d be) (?:my (?:\w+ )?(?:choice|pick|answer)|(?:the (?:one|option|answer|"
            r"value) (?:that |"
            r"which )?|what )(?:i|i'd|i'll|i would|i will|we'd|we) (?:\w+ )?(?:choose|pick|select|go|opt|say|give|put|"
            r"take|name|mark))"
        ),
        awaits=(
            r"what(?: is|'s| are) (?:the|your) questions?|(?:waiting|ready) for (?:the|your|a) (?:\w+ )?questions?|"
            r"await(?:ing)? (?:the|your) (?:\w+ )?questions?|"
            r"(?:send|share|give|provide|paste|type|write|ask)(?: me)? (?:the|your) (?:\w+ )?questions?"
        ),
        explains=(
            r"(?:explanation|explaining|reasoning|rationale|justification|reasons?|analysis)(?: (?:of|for|behind))?"
            r"(?: (?:the|my|this))?(?: (?:answer|choice|selection|rating|response))?|why"
        ),
    ),
    "ar": PlainWords(
        only=(
            r"(?:لا|لن|لم|ليس|ما) (?:\w+ ){0,6}?(?:سوى|غير|إلا|عدا|إلا أن (?:أقول|أختار|أجيب))(?: ب)?"
            r"(?: (?:الخيار|الرقم|رقم|خيار|الدرجة|القول|قول|اختيار|أن (?:أقول|أختار|أجيب)|إن))*\W*§|"
            r"(?:سوى|غير|باستثناء|عدا|بخلاف)(?: (?:الخيار|الرقم|رقم|خيار))?\W*§\W*(?:\w+\W+){0,4}?(?:لا|لن|لم|ليس) \w+"
        ),
        voiced=(
            r"(?:س?أ?جيب|سأجيب|أجيب|أتحدث|سأتحدث|سأختار|أرد|سأرد|الإجابة|إجابتي|أقول|سأقول|جوابي|أتكلم|سأتكلم) "
            r"(?:\w+ ){0,4}?(?:من |ب|على |ك|نيابة |عن |باسم )?(?:\w+ ){0,11}\w+"
        ),
        repents=(
            r"عفوا|تصحيح|أصحح|أعدل|أتراجع|تراجعت|أسحب|لا[،,] (?:بل|لحظة|انتظر)|لحظة|انتظر|بل الأصح|أخطأت|غيرت رأيي|"
            r"أغير|سأغير|بعد (?:إعادة )?التفكير|أستدرك|في الحقيقة لا|في الواقع لا"
        ),
        depends="[وف]?(?:يعتمد|تعتمد|يتوقف|تتوقف|يختلف|تختلف|حسب|بحسب)",
        that=(
            "[وف]?س?(?:أختاره|أختارها|أختار (?:هذا|هذه|ذلك|تلك)|اخترته|اخترتها)|[وف]?(?:هذا|هذه|هو|هي|ذلك) "
            "(?:هو |هي )?(?:اختياري|خياري|جوابي|إجابتي|ما (?:س?أ?ختار|س?أختار|أفضل|سأقول|أقول)\\w*|(?:الذي|التي) "
            "(?:س?أختار|أفضل)\\w*)|[وف]?(?:هذا|هذه|ذلك|تلك) (?:هو |هي )?(?:الخيار|الصفة|القيمة|الإجابة|الجواب) (?:الذي|"
            "التي) (?:س?أختار|أفضل|وقع)\\w*"
        ),
        awaits=(
            r"ما (?:هو |هي )?(?:ال)?(?:سؤال|أسئلة)\w*؟|(?:في انتظار|بانتظار|أنتظر|أنا جاهز ل\w*|"
            r"جاهز ل) ?(?:ال)?(?:سؤال|أسئلة|سؤالك|أسئلتك)\w*|"
            r"(?:أرسل|اكتب|اطرح|زودني ب|تفضل ب|هات|أعطني|شارك\w*|إرسال|كتابة|طرح|طرح) ?(?:لي )?(?:ال)?(?:سؤال|أسئلة)\w*"
        ),
        explains=(
            r"(?:ال)?(?:شرح|تفسير|توضيح|تعليل|تبرير|سبب|أسباب|تحليل|مبررات)(?: (?:ال)?(?:اختيار|إجابة|خيار|جواب|"
            r"خيارات)\w*)?"
        ),
        undertakes=(
            r"س(?:أجيب|أفترض|أتخيل|أتقمص|أضع نفسي|أختار|أحاول (?:أن )?(?:أ?قد(?:ي?ر|م|ي?م)|تقديم|تقدير|أجيب|الإجابة|"
            r"أتخيل|تخيل|تخمين|"
            r"أخمن|أتقمص|تقمص|محاكاة|استنتاج|أستنتج))\w*|(?:أقدم|سأقدم|إليك) تقدير\w*"
        ),
        swings=(
            r"(?P<ar>مرات|مرة|أحيانا|تارة|حينا|ساعات|أوقات|يوما|"
            r"يوم)(?!\w)[^.!؟\n]{2,80}?\sو(?P=ar)(?!\w)[^.!؟\n]{0,60}|"
            r"[^.!؟\n]{0,20}من (?:جهة|ناحية)(?!\w)[^.!؟\n]{2,40}من (?:جهة|ناحية) (?:أخرى|ثانية)"
        ),
    ),
    "fa": PlainWords(
        only=(
            r"(?:جز|به جز|بجز|غیر از|به غیر از|مگر|سوای)(?: (?:انتخاب|گفتن|گزینه ?ی?|شماره ?ی?|عدد|همان|همین|اینکه "
            r"بگویم))*\W*§\W*"
            r"(?:\w+\W+){0,6}?(?:ن(?:می|دار|یست|خواه|ماند|گو)\w*)|"
            r"(?:چیزی|پاسخی|جوابی|راهی|چاره ای|گزینه ای|حرفی|انتخابی|نظری)(?: دیگری)? (?:جز|به جز|بجز|غیر از|"
            r"مگر)(?: \w+){0,2}?\W*§|"
            r"(?:نمی ?(?:توانم|تونم)|ندارم) (?:\w+ ){0,4}?(?:جز|به جز|بجز|غیر از|مگر)(?: \w+){0,2}?\W*§"
        ),
        voiced=(
            r"(?:از (?:دید|نگاه|زبان|منظر|زاویه|طرف|نظر|دیدگاه|چشم)|به جای|به عنوان|در نقش|در جایگاه)\w* (?:\w+ ){1,8}?"
            r"(?:پاسخ|جواب|می ?گویم|می ?گم|بگویم|می ?دهم|انتخاب)\w*(?: \w+){0,3}"
        ),
        repents=(
            r"ببخشید|اصلاح می ?\w+|تصحیح|اشتباه (?:کردم|گفتم|شد|کرده ?\w*)|نه[،,] (?:صبر کن\w*|راستش|"
            r"در واقع|بهتر)|صبر کن\w*|"
            r"پس می ?گیرم|حرفم را|نظرم (?:را )?(?:عوض|برگشت|تغییر)\w*|تجدید نظر|دوباره که فکر|منصرف|پشیمان شدم|"
            r"(?:تغییر|عوض) می ?(?:دهم|کنم)"
        ),
        depends=r"بستگی|وابسته|فرق می ?\w+|متفاوت|بسته به",
        that=(
            r"(?:همین|همان|آن|این|اون|همون|اینو|اونو)(?: را| رو| گزینه)* (?:انتخاب|برمی|بر می|ترجیح)\w*|(?:همین|این|"
            r"همان) "
            r"(?:(?:گزینه|پاسخ|چیز|مورد|ویژگی)ی? ?(?:ای )?(?:است|ه|هست|بود)? ?که (?:من )?(?:انتخاب|برمی|بر می|می ?گویم|"
            r"ترجیح)\w*|همان|انتخاب|پاسخ|جواب) (?:من|م)(?: است)?|انتخابم (?:همین|همان|این)\w*|از همه (?:مهم|واجب|"
            r"ضروری) ?تر(?:ه| است| هست)(?=\W*(?:[.!\n]|\Z))|"
            r"انتخابش می ?\w+"
        ),
        awaits=(
            r"(?:سؤال|سوال|پرسش|متن)ی (?:\w+ ){0,4}?(?:نمی ?بینم|ندیدم|دریافت ن\w+|نپرسید\w*|مطرح ن\w+|ارسال ن\w+|"
            r"ننوشت\w*)|(?:سؤال|سوال|پرسش)(?:تان|ت|تون)? چیست|(?:منتظر|در انتظار|چشم به راه|"
            r"آماده ی?) ?(?:دریافت )?(?:پرسش|"
            r"سؤال|سوال)\w*|(?:پرسش|سؤال|سوال)\w* "
            r"(?:(?!دیگ|بعد)\w+ )?"
            r"(?:را |رو )?(?:بفرست|بنویس|ارسال|مطرح|بپرس|بگو|وارد)\w*"
        ),
        explains=(r"(?:توضیح|شرح|تفسیر|دلیل|دلایل|علت|توجیه|تحلیل|استدلال)\w*(?: (?:انتخاب|پاسخ|جواب|گزینه ?ها)\w*)?"),
    ),
    "tr": PlainWords(
        only=(
            r"§\W*(?:(?:seçeneğ\w+|den|dan|ten|tan|nden|ndan|demekten|cevabından|yanıtından) )*(?:başka|dışında|"
            r"haricinde|"
            r"gayrı)\w*(?: \w+){0,4}? \w*(?:[ae]m[ae]m|[ae]m[ıi]yorum|yok|yoktur|m[ae]m|m[ae]z|mıyorum|miyorum|"
            r"gelmiyor)"
        ),
        voiced=(
            r"(?:gözü|gözüyle|ağz|bakış|açı|perspektif|gibi|olarak|yerine|adına|diliyle)\w*(?: \w+){0,4}? "
            r"(?:cevap|yanıt|cevaplıyor|yanıtlıyor|söyl|d[ie]r|konuş|ver)\w*(?: \w+){0,3}"
        ),
        repents=(
            r"pardon|düzelt\w+|vazgeçtim|vazgeçiyorum|yanlış (?:söyledim|yazdım|oldu)|yanıldım|bir (?:dakika|"
            r"saniye)|dur|"
            r"durun|yok yok|hayır,? (?:aslında|bekle|dur)|geri al\w+|değiştir(?:iyorum|eyim|mek|iyor|dim)|"
            r"tekrar düşün\w+|bekle\b|fikrimi değiş\w+|aslında (?:hayır|vazgeç|cevap)\w*"
        ),
        depends=r"bağlı\w*|değişir|değişiyor|göre",
        that=(
            r"(?:onu|bunu|şunu|o seçeneği|bu seçeneği|işte onu|işte bunu) (?:seç|tercih|işaretl)\w*|"
            r"(?:benim )?(?:seçtiğim|seçeceğim|tercih edeceğim|tercih ettiğim|seçerdim dediğim) (?:seçenek |şey |"
            r"cevap )?(?:"
            r"bu|o|odur|budur)\b|(?:bu|o|işte bu|işte o) (?:benim )?(?:seçtiğim|seçeceğim|tercih edeceğim|tercihim|"
            r"seçimim)"
            r"\w*|(?:tercihim|seçimim|"
            r"cevabım|yanıtım) (?:bu|o|odur|budur)\b"
        ),
        awaits=(
            r"soru(?:nuz|n)? ne(?:dir|ydi)?|(?:soru|anket)\w* (?:\w+ )?(?:bekliyor|beklemekte|hazır)\w*|(?:soru|"
            r"sorunu|sorunuzu)\w* (?:\w+ )?"
            r"(?:yaz|gönder|ilet|paylaş|sor|ver)(?:[ıiuü]n(?:[ıi]z)?|abilir\w*|ebilir\w*|ar mısın\w*|er misin\w*|)\b"
        ),
        explains=(
            r"(?:seçim|cevap|cevab|yanıt|seçenek|seçeneğ|tercih)\w* (?:açıklama|gerekçe|neden|sebeb|analiz)\w*|"
            r"(?:açıklama|gerekçe|neden|analiz)\w*"
        ),
    ),
}
