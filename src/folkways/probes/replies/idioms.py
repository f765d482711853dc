"""Refusals in a figure of speech, those that leave the question to the asker, and those that name their own rules."""

from __future__ import annotations

from collections.abc import Mapping

IDIOMS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\A\W*pass\W*\Z",
        r"(?:i|we|i'll|we'll|i'd|i'm|we'd|let me|allow me to|to)(?: (?:will|would|must|shall|have to|had better|"
        r"choose to|"
        r"prefer to|going to|rather|just|simply|better|do))*(?: [\w-]+ly)? (?:demur|recuse (?:myself|ourselves)|"
        r"bow out|sit (?:this|that|it)(?: one)? out|hold my (?:tongue|peace)|stay (?:out|clear)|steer clear|opt out|"
        r"keep (?:out of|my (?:opinion|view|counsel|thoughts)|that to myself|it to myself)|hold back|"
        r"stand aside|give (?:this|that|it)(?: one)? a miss|draw the line|excuse myself)(?: \w+)?",
        r"my lips are sealed|no dog in (?:this|the|that) (?:fight|race)|count me out|none of my business",
        r"(?:leave|leaving) (?:it|this|that|these|those|the|such|your)(?: [\w-]+){0,4}? (?:blank|empty|unanswered|open|"
        r"unmarked|to you\w*|to (?:others|those|people|voters|citizens|the people|believers|each))",
        r"(?:is|are|'s|one is|remains?) (?:\w+ly )?(?:for|up to) (?:you|each (?:person|individual)|every(?:one|"
        r" person)|"
        r"people|humans?|voters|citizens) (?:to (?:weigh|decide|judge|answer|settle|work out|choose|determine|make|"
        r"say|tell)|alone)",
        r"(?:i was|i've been|i am|i'm) (?:trained|built|programmed|coded)(?:,)? (?:rather than|not|and not|instead of) "
        r"\w+",
        r"(?:won't|will not|can't|cannot|wouldn't|not going to|refuse to|decline to) (?:be )?(?:put|putting|set|"
        r"setting|"
        r"lend|lending|sign|signing|attach|attaching) (?:my|our) (?:own )?(?:name|signature|weight)(?: \w+)?",
    ),
    "ar": (
        r"(?:تتعارض|يتعارض|مخالف\w*|[يت]خالف|[يت]تنافى|[يت]ناقض|[يت]نافي)(?: \w+){0,5}? (?:مع )?(?:إرشاد|سياس|مبادئ|"
        r"قواعد|"
        r"تعليمات|معايير|برمجت|حياد|ضوابط)\w*",
        r"(?:من )?(?:سياستي|سياستنا|مبدئي|مبادئي|عادتي|منهجي|دأبي|قاعدتي)(?: \w+){0,2}? (?:ألا|أن لا|عدم|الامتناع|"
        r"الحياد)"
        r"(?: \w+)?",
        r"[وف]?(?:لن|لا) (?:أقدم|أعطي|أدلي|أبدي|أضع|أمنح|أسمي|أفصح|أنحاز|أنخرط|أخوض|أتطرق|أقترب|أجازف|أغامر|"
        r"أزج بنفسي)\w*",
        r"(?:أتحاشى|أتحاشاه|أتحاشاها|أتجنبه|أتجنبها|أتفاداه|أتفاداها|أنأى بنفسي|أربأ بنفسي|أتحفظ|متحفظ|أعتزل|أعرض عن|"
        r"أترفع|أمسك عن|أصمت|ألزم الصمت|ألوذ بالصمت|أكتفي بالصمت)(?: \w+)?",
        r"(?:إعفائي|اعفيني|أعفيني|اعفني|أعفني|اعفوني|أعفوني|تعفيني|تعفوني|تعفونا)",
        r"(?:أترك|أدع|سأترك|سأدع|يبقى|متروك\w*|يعود|الأمر)(?: \w+){0,4}? (?:لك|لكم|إليك|إليكم|لأصحابه\w*|لأهله|"
        r"لضميرك|لقناعتك|لتقديرك)",
        r"خارج (?:نطاق|حدود|إطار) (?:ما|عملي|صلاحي|اختصاص|مهام|دوري|قدر|إمكان)\w*(?: أ\w+)?",
        r"(?:لا أملك|لا أمتلك|ليس لدي|ليست لدي|ليس لي|ليست لي) (?:حياة|جسد|جسم|صوت انتخابي|ضمير|وعي|روح|ذات)\w*",
        r"[وف]?أي (?:رقم|إجابة|جواب|اختيار|درجة|تقييم)(?: \w+){0,3}? (?:سيكون|ستكون|يكون) (?:\w+ )?(?:اختلاق|اعتباط|"
        r"كذب|"
        r"تلفيق|ادعاء|تزييف|وهم)\w*",
    ),
    "fa": (
        r"(?:\A|(?<=[.!،؛]\s)|(?<=\sولی\s)|(?<=\sاما\s))\W*(?:من |فعلا |این یکی )?پاس(?: می ?(?:دهم|دم))?\W*\Z",
        r"خط قرمز (?:من|ما|هایم|های من)\w*|برای (?:من|ما) خط قرمز\w*",
        r"(?:به|بر عهده ی?|با) (?:خود |خودِ )?(?:شما|خودتان|خودتون|مخاطب|کاربر)\w* (?:است|می ?سپارم|"
        r"واگذار\w*|می ?گذارم|وا ?می ?گذارم)(?: \w+)?",
        r"(?:سکوت|امساک|خویشتن ?داری|احتیاط) (?:می ?کنم|خواهم کرد|را ترجیح \w+|اختیار می ?کنم)|ترجیح می ?دهم سکوت\w*",
        r"(?:مرا|من را|منو|ما را) (?:از \w+ (?:\w+ )?)?(?:معاف|معذور|ببخش)\w*|معافم (?:کنید|کن|بدارید)",
        r"(?:وارد|داخل) (?:این |چنین |آن )?(?:\w+ ){0,4}?(?:نمی ?شوم|نشوم|نمی ?شویم|نخواهم شد|نمی ?شم)",
        r"(?:با|خلاف|مغایر|بر خلاف) (?:\w+ ){0,4}?(?:دستورالعمل|سیاست|اصول|قواعد|خط ?مشی|ضوابط|راهنما|مقررات)\w*"
        r"(?:[^\w.!?؟\n]+\w+){0,12}?[^\w.!?؟\n]+(?:است|سازگار نیست|مغایرت دارد|تعارض دارد|در تضاد|همخوانی ندارد|دارد|"
        r"جور در ?نمی ?آید)",
        r"(?:چشم|صرف ?نظر) (?:می ?\w+م|می ?پوشم)|(?:از آن|ازش|از این|از کنار\w*) (?:\w+ )?(?:رد|عبور) (?:می ?شوم|"
        r"می ?کنم|"
        r"می ?شم)|(?:مهر|قفل) (?:سکوت )?بر (?:لب|دهان)|(?:خالی|سفید|بی ?پاسخ) می ?گذارم|(?:بر|انتخاب) ?نمی ?گزینم|"
        r"(?:موضع|جانب|طرف)\s?گیری (?:\w+ )?نمی ?(?:کنم|کنیم)|(?:خود|خودم) را مجاز نمی ?\w+م|"
        r"مجاز به (?:\w+ ){1,6}?نیست\w*",
        r"(?:خارج|بیرون) از (?:دایره|حوزه|حیطه|محدوده|چارچوب|وظایف|اختیارات|توان)\w*(?: \w+)?",
    ),
    "tr": (
        r"\A\W*pas\W*\Z",
        r"(?:konu|mesele|tartışma|siyaset|alan|mevzu)\w* (?:hiç |isterseniz |lütfen )*gir(?:meyelim|mem|miyorum|"
        r"meyeceğim|memeyi|mek istem\w+|memem\w*)",
        r"\w+[ae]?bilmem için (?:\w+ ){0,3}?(?:insan|kişi|vatandaş|biri|bireyi?) (?:olmam|olmalıydım|olmak)\w* ?\w*",
        r"(?:bir|herhangi bir) (?:özne|varlık|birey|insan|kişi|canlı|vatandaş|seçmen) değilim",
        r"(?:susma|sessiz kalma|uzak durma|karışmama|bulaşmama|dışında kalma|geri durma)\w* (?:\w+ )?(?:tercih|yeğle|"
        r"ist|gerek|seç)\w*|(?:susuyorum|sessiz kalıyorum|sessiz kalacağım|uzak duruyorum|uzak dururum|karışmam|"
        r"karışmıyorum|karışmayayım|bulaşmam|bulaşmayayım)",
        r"(?:karar|takdir|cevap|yanıt|seçim|tercih|hüküm)\w* (?:\w+ )?(?:sizin|size|sana|size ait|sizde|"
        r"okura)(?: (?:ait|"
        r"bırak\w+|kalmış|düşer|aittir))?(?=\W|$)(?=[^?]*(?:$|[.!]))",
        r"(?:boş|yanıtsız|cevapsız|işaretsiz) (?:bırak|geç|kal)(?:ıyorum|acağım|ırım|mayı|ayım|mak|sın)\w*",
        r"(?:beni|bizi) (?:\w+ ){0,3}?(?:mazur|muaf|bağışla|affet)\w*|aff?[ıi]m[ıi]z?[ıi]? (?:rica|diliyor|dile|"
        r"ist)\w*",
        r"pas (?:diyorum|derim|diyeyim|diyelim|geçelim)|ben almayayım|kelam etm\w+|(?:yanıtlan|cevaplan|"
        r"karşılan)amıyor",
        r"(?:kural|ilke|politika|yönerge|talimat|rehber)\w*(?:m|mız)?[ae]? (?:\w+ )?(?:aykırı|ters|çeliş|uymuyor|"
        r"bağdaşm|dışında|gereği)\w*(?: \w+){0,4}",
    ),
}
