"""Refusals in a figure of speech, those that leave the question to the asker, and those that name their own rules."""

from __future__ import annotations

from collections.abc import Mapping

IDIOMS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\A\W*pass\W*\Z",
        r"(?:i|i'd|i'll|i would|i will|we|must|have to|let me|shall)(?: \w+ly)? (?:defer|object to (?:the|this|your|"
        r"such|being)|plead the|reject "
        r"the (?:premise|question|framing|idea)|take issue with|dispute the)(?: \w+)?",
        r"(?:only|just) (?:you|he|she|they|god|allah|people|humans?|a (?:human|person|real \w+)|real \w+|time|someone "
        r"\w+|"
        r"those \w+|\w+ themselves) (?:\w+ )?(?:can|could|may|know|knows|will|would) (?:\w+ )?(?:answer|say|know|"
        r"decide|"
        r"judge|tell|choose|that|this)",
        r"who am i to (?:\w+ )?(?:judge|say|answer|decide|tell|speak|choose|know|rate|rank)|(?:what|how much) (?:do|"
        r"would|could|can) i know(?: about \w+)?|how (?:should|would|could|can|am "
        r"i|do) (?:i )?(?:to )?(?:possibly )?know(?! (?:that|if|he|she))|\A\W*(?:who(?:'s| is) asking|why (?:do|would|"
        r"are|did) "
        r"you (?:\w+ )?(?:ask\w*|want\w* to know|need to know))|leave me alone|take me off(?: \w+)?|let me be|"
        r"(?:not|none) (?:of )?your concern|(?:don't|do not) (?:ask|bother|pester) me",
        r"(?:some (?:things|questions|matters|topics) are )?(?:better|best) (?:left )?(?:unsaid|unanswered|unspoken|"
        r"left "
        r"alone|not (?:to )?(?:say|answer|talk|speak|ask|discuss)\w*)|(?:the )?(?:less|least) said,? the better|"
        r"walls have ears|discretion is the better",
        r"(?:put|write|pick|choose|mark|tick|note|enter|select|fill in)(?: down)? (?:whatever|what|whichever|anything|"
        r"any "
        r"\w+)(?: \w+)? (?:you|suits|one)(?: \w+)?|what(?:ever)? you (?:put|write|tick|pick)",
        r"(?:put|mark|note|count|record|register|list|enter|log)(?: (?:me|it|this|that|my answer|my response))?(?: "
        r"down)? as (?:an? )?\W?(?:undecided|no (?:opinion|answer|response|comment|view|preference|reply)|refus\w+|"
        r"declin\w+|don't know|non-?response|missing|n/a|abstain\w*|abstention|not applicable|skipped|unanswered|"
        r"blank)",
        r"(?:i|we)(?:'d| would| might|'ll)? (?:\w+ )?(?:know (?:nothing|little|too little|next to nothing|so little|"
        r"very little|hardly anything|precious little) (?:of|about)|need (?:some |much |a lot |a bit )?(?:more|further|"
        r"additional) (?:\w+ )?(?:information|context|details?|data))(?: \w+)?",
        r"(?:information|data|evidence|context|knowledge|figures?)(?: \w+){0,4}? (?:(?:is|are|was|were) (?:\w+ )?(?:"
        r"insufficient|unavailable|lacking|missing|inadequate|inconclusive|not (?:available|there|sufficient|enough))|"
        r"(?:isn't|aren't|wasn't) (?:available|there|sufficient|enough))|"
        r"\A\W*(?:no )?(?:data|information|answer)(?: is)? (?:not available|"
        r"unavailable|"
        r"available|missing)\W*\Z",
        r"(?:nobody|no one|none of us|no human|not even \w+) (?:\w+ )?(?:can|could|knows?|may|should|is able to|has "
        r"the right "
        r"to) (?:\w+ )?(?:answer|say|know|what (?:the|an)|tell|speak for|decide|choose|judge) ?(?:for|that|this|what|"
        r"how|on)?",
        r"(?:excuse|spare|exempt|absolve|relieve|pardon) me (?:from|of|this|that|the)(?: \w+)?|\A\W*(?:kindly |please "
        r")?"
        r"(?:excuse|spare|pardon|forgive) me\W*(?:please\W*)?\Z|(?:like|ask|beg|want|wish|prefer|request) to be "
        r"(?:excused|"
        r"exempted|left out|spared|let off)|i beg off|(?:\w+ )?a no-?go(?: area| topic)?(?: for me)?",
        r"(?:that|this|it|which|the (?:ballot|vote)|my (?:vote|ballot|opinion))(?:'s| is| stays| remains) (?:\w+ "
        r")?(?:a |my "
        r"(?:little |own )?)?(?:secret|classified|confidential)|for me to know(?: and \w+)?|(?:invalid|improper|bad|"
        r"flawed|"
        r"void) question",
        r"\A\W*(?:d\W?k|n\W?a|r\W?f|dk\W{1,3}(?:na|refused|rf)|non-?response|non-?answer|item missing|shrugs?|"
        r"(?:\w+ )?shrugs? (?:\w+ )?shoulders|silence|(?:\w+\W+)?pass)\W*\Z",
        r"(?:more|further|additional) (?:\w+ )?(?:information|context|details?|data) (?:is|are|would be|needed|"
        r"required)(?: \w+)?|missing the (?:\w+ )?(?:information|context|data|details)(?: \w+)?|knowledge (?:\w+ )?"
        r"(?:does not|doesn't|don't) (?:extend|reach|include|cover)(?: \w+)?",
        r"(?:silly|ridiculous|stupid|absurd|pointless|futile|useless|senseless|odd|strange|foolish|idle|no point|no "
        r"use|"
        r"little point|no sense) (?:\w+ )?(?:to ask|in asking|asking|question to (?:ask|put))(?: \w+)?",
        r"\A\W*(?:(?:my )?(?:final )?(?:answer|response|reply|choice|selection|rating|label|option|"
        r"output)\W{1,3}(?:is )?)?"
        r"\W*(?:n/?a|null|nil|unknown|undetermined|indeterminate|unspecified|undecided|inapplicable|"
        r"refus(?:al|ed)|declined|no (?:idea|clue|opinion|comment|answer|response|preference|view)|unclear)"
        r"(?: (?:to me|for me|at all|here|whatsoever|either way|given|sorry))?\W*\Z",
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
        r"[وف]?(?:ذلك|هذا|هو|هي|تلك|هذه) (?:ما|مما|أمر|شيء) (?:لا|لن) (?:أفعله|أقوم به|أستطيعه|أقدر عليه|أملكه|"
        r"أجرؤ عليه|أقدم عليه|"
        r"أخوضه|أخوض فيه|أجيب عنه|أقوله|أحسمه)\w*",
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
        r"(?:öyle|böyle|hiç) (?:bir )?(?:şey|soru)? ?(?:mi |hiç )?(?:sorulur|konuşulur|söylenir)(?: mu)?|"
        r"kime ne(?: (?:\w+ ){0,2}\w+)?(?=\W*(?:\Z|[.!?\n]))|(?:sana|size|bana|ele|millete) ne(?: (?:bundan|canım|ki|"
        r"yahu|oluyor|ondan))?(?=\W*(?:\Z|[.!?\n]))|(?:sizi|seni) ne (?:\w+ )?"
        r"ilgilendir\w*|(?:ne diye|niye|neden|niçin|ne demeye) (?:\w+ ){0,3}?(?:söyle|anlat|cevap ver|cevapla|yanıtla|"
        r"yanıt ver|paylaş|konuş|açıkla|hesap ver)y?[ae]y[iı]m(?: ki)?",
        r"(?:başka|daha kolay|daha basit|farklı|sıradaki|sonraki|diğer) (?:bir )?(?:soru|şey|konu)\w* (?:sor|geç|bak|"
        r"konuş)"
        r"(?:sanız|san|sak|alım|elim|ar mısın\w*|abilir mi\w*|ebilir mi\w*|er misin\w*|uşsak)(?: m[ıi])?",
        r"(?:soru|konu|madde|anket|mesele|bahis)\w* (?:\w+ ){0,4}?kapan(?:mıştır|mış|dı)",
        r"(?:kod|veri|algoritma|satır|parametre|olasılık|sayı|bit)\w*d[ae]n (?:\w+ ){0,2}?(?:oluş(?:uyor|an|ur)|ibaret|"
        r"meydana gel)\w*",
        r"(?:cevab|yanıt|karşılığ)\w* (?:\w+ )?(?:olmayan|bulunmayan|verilemeyen|verilemeyecek|veremeyeceğim) (?:bir )?"
        r"(?:soru|şey|konu)\w*",
        r"(?:kanaat|görüş|fikir|tercih|duygu|inanç|tecrübe|deneyim)\w* (?:hane|defter|kutu|sayfa|dağarcığ|heybe)\w* "
        r"(?:\w+ )?boş\w*",
        r"(?:amac|görev|işim|rol|işlev|vazife)\w* (?:\S+ ){0,8}?\w+m[ae]k değil\w*",
        r"\A\W*pas\W*\Z",
        r"(?:konu|mesele|tartışma|siyaset|alan|mevzu)\w* (?:hiç |isterseniz |lütfen )*gir(?:meyelim|mem|miyorum|"
        r"meyeceğim|memeyi|mek istem\w+|memem\w*)",
        r"\w+[ae]?bilmem için (?:\w+ ){0,3}?(?:insan|kişi|vatandaş|biri|bireyi?) (?:olmam|olmalıydım|olmak)\w* ?\w*",
        r"(?:bir|herhangi bir) (?:özne|varlık|birey|insan|kişi|canlı|vatandaş|seçmen) değilim",
        r"(?:susma|sessiz kalma|uzak durma|karışmama|bulaşmama|dışında kalma|geri durma)(?!s[ıi]n)\w* (?:\w+ "
        r")?(?:tercih|yeğle|"
        r"ist|gerek|seç)\w*|(?:susuyorum|sessiz kalıyorum|sessiz kalacağım|uzak duruyorum|uzak dururum|"
        r"karışmayayım|bulaşmam|bulaşmayayım)",
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
