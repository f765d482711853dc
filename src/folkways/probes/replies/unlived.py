"""Refusals of what has no life to be asked about or must not write, and those that send the asker elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

_POLLS = (
    r"(?:pew|arab ?barometer|world values|wvs|gallup|ipsos|konda|metropoll|issp|ess\b|eurobarometer|gamaan|ispa|"
    r"الباروميتر|باروميتر|البارومتر|بارومتر|مسح القيم|القيم العالمي|بيو|غالوب|پیو|گالوپ|گمان|ایسپا|پیمایش|بارومتر|"
    r"dünya değerler|arap barometre|kamuoyu araştırma|anket sonuç|anket veri|tüik)"
)

UNLIVED: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(?:any|every|whatever|whichever) (?:number|answer|rating|score|choice|option|figure|response|value|point)"
        r"(?: \w+){0,6}? (?:would|will|is|could|might) (?:\w+ )?(?:be )?(?:\w+ly )?(?:meaningless|arbitrary|invented|"
        r"made-?up|made up|fiction\w*|random|misleading|fabricat\w+|false|empty|hollow|a guess|a lie|pointless|"
        r"dishonest|"
        r"have no meaning|mean nothing|without meaning)",
        r"(?:i|we)(?:'ve)? (?:have|own|possess|lead|live|got|earn|run)(?: got)? no (?:[\w-]+,? ){1,7}?(?:to "
        r"(?:rate|score|rank|give|grade|assess|evaluate|assign|judge|measure|speak|base|be (?:\w+ )?satisfied|"
        r"be (?:\w+ )?happy|feel)|(?:so )?that (?:i|could|can|one)|for (?:me|which|whose)|i (?:could|can)|on which|"
        r"about which)",
        r"(?:cannot|can't|can not|won't|will not|unable to|not able to|must not|may not) (?:\w+ ){0,2}?"
        r"(?:generate|produce|create|compose|output) ",
        r"(?:isn't|is not|not|no) (?:really )?(?:a |the |some|any)?(?:thing|question|topic|matter|one|subject|debate|"
        r"issue) (?:that |on which |where )?(?:i|we)(?:'m| am|'d| would|'ll)? (?:\w+ ){0,4}?(?:weigh in|answer|"
        r"comment|take a|settle|choose|speak|opine|vote|judge|have a say|decide|pick|rate)\w*(?: \w+)?",
        r"(?:best|safest|right|wisest|only honest) (?:\w+ ){1,4}?(?:is|would be) (?:not to|to not|to decline|"
        r"to abstain)"
        r" ?\w*",
        r"no (?:single |one )?(?:option|answer|number|choice|figure|label)(?: \w+){0,3}? (?:would|could|can|is|does|"
        r"will) "
        r"(?:\w+ ){0,2}?(?:right|fair|accurate|capture|represent|apply|do justice|speak for|stand for|honest)\w*",
        r"(?:vary|varies|differ|diverse|divided|split)(?: \w+){0,8},? (?:so|and|therefore|which is why|hence) "
        r"(?:i|we)(?:'m|'ll)? (?:\w+ )?(?:won't|will not|can't|cannot|wouldn't|would not|don't|do not|not|"
        r"leave|refrain|decline|prefer not)",
        r"(?:i'd|i would|i'll|i|we'd|let me|may i|can) (?:\w+ )?(?:encourage|point|direct|refer|recommend|suggest|"
        rf"advise|invite|urge)(?: [\w'-]+){{0,12}}? {_POLLS}\w*",
    ),
    "ar": (
        r"(?:مهما|أيا) (?:كان|كانت|يكن) (?:ال)?(?:رقم|إجابة|درجة|خيار|اختيار|تقييم|"
        r"جواب)\w*(?: \w+){0,4}? ف?س?[يت]كون\w*"
        r"(?: \w+)?",
        r"[وف]?(?:أي|كل) (?:رقم|إجابة|درجة|خيار|اختيار|تقييم|جواب|نقطة|علامة)\w*(?: \w+){0,4}? (?:س?[يت]كون|هو|هي|"
        r"سيبقى|س?[يت]عد) (?:مجرد |محض |رقما |إجابة |جوابا |اختيارا |كلاما )*(?:تعميم|ادعاء|افتراء|اختزال|بلا|دون|"
        r"بدون|عديم|غير|اعتباطي|عشوائي|مختلق|مضلل|ملفق|خال|فارغ|تخمين|كذب|وهم|"
        r"زائف|لا معنى|محض)\w*",
        r"(?:لا أملك|لا أمتلك|ليس لدي|ليست لدي|ليس عندي|ليست عندي|ليس لي|ليست لي|لا أعيش|لا) (?:\w+[،,]? ){1,9}?"
        r"(?:حتى|لكي|كي) (?:أ(?:قيم|عطي|منح|حكم|صنف|ضع|قيس|درج|رضى|شعر|قبل|رفض|خاف|قلق|ثق|فخر|صلي|صوت|ختار|هاجر|"
        r"شارك|نتمي|وافق|عارض|فضل|رتب|حدد|جيب|قارن|صف|هتم|ؤمن|بدي|دلي|بني)\w*)",
        r"(?:لا|لن) (?:يسعني|أستطيع|يمكنني|أقدر|أتمكن|أقوم|يجوز لي)(?: من| على| أن| ب)* ?(?:ب)?(?:توليد|إنشاء|إنتاج|"
        r"كتابة|صياغة|أكتب|أنشئ|أولد|أنتج|نشر)\w*",
        r"(?:التزاما|عملا|تمسكا|تقيدا) ب(?:ال)?(?:مبادئ|سياس|معايير|قواعد|إرشاد|ضوابط|سلامة|حياد)\w*",
        r"(?:هذا|هذه|ذلك|هو) (?:ليس|ليست) (?:\w+ ){0,3}?(?:مما|أستطيع|يمكنني|بوسعي|يسعني|أبدي|أدلي)(?: \w+){0,3}",
        r"(?:تختلف|تتباين|تتفاوت|تتعدد|متباينة|مختلفة|متعددة|منقسمة)(?: \w+){0,8}[،,]? (?:لذا|لذلك|ولذلك|ولذا|"
        r"وعليه|فلن|فلا|ولهذا)(?: \w+)? ?(?:لن|لا|فلن|فلا|أفضل ألا|أمتنع|أكتفي)?(?= ?أ\w+)",
        r"(?:أنصح|أشجع|أوصي|أقترح|أدعو|أحيل|أنصحك|يمكنك|يمكنكم|بإمكانك)\w*(?: \w+){0,8}? (?:ب|ل|ال|إلى )*" + _POLLS,
    ),
    "fa": (
        r"هر (?:عدد|پاسخ|جواب|نمره|امتیاز|گزینه|انتخاب|رقم|شماره)\w*(?:[^\w.!?؟\n]+\w+){0,8}?[^\w.!?؟\n]+(?:بی ?(?:معن|"
        r"پایه|اساس|اعتبار|ارزش)|ساختگی|دلبخواه|تصادفی|جعلی|گمراه|من ?درآوردی|دروغ|حدس|خیالی|تصنعی|الکی|کذب|سلیقه ای|"
        r"معنایی ن)\w*",
        r"(?:ندارم|نداشته ام|نکرده ام|نیست)[،,]? (?:که|تا) (?:\w+[^\w.!?؟\n]+){0,6}?(?:نمره|امتیاز|رتبه|ارزیابی|"
        r"بسنج|قضاوت|داوری|راضی|رضایت|بتوانم|بخواهم|نظر بدهم|عدد)\w*(?: \w+){0,2}",
        r"(?:محتوا|متن|مطلب|مطالب)\w*(?:[^\w.!?؟\n]+\w+){0,14}?[^\w.!?؟\n]+(?:تولید|ایجاد|خلق|منتشر|ارائه|تهیه) "
        r"(?:نمی ?\w+م|نکنم|نخواهم \w+)",
        r"(?:نمی ?(?:توانم|تونم)|مجاز نیستم|قادر نیستم) (?:\w+ ){0,3}?(?:محتوا|متن|مطلب|مطالب)\w*",
        r"این (?:چیزی|موضوعی|پرسشی|مسئله ای|سؤالی|سوالی|بحثی) نیست که (?:\w+[^\w.!?؟\n]+){0,6}?\w+",
        r"(?:متفاوت|مختلف|متنوع|گوناگون|پراکنده|متکثر)\w*(?: \w+){0,3}[،,؛]? (?:پس|بنابراین|برای همین|به همین دلیل|از "
        r"این رو|لذا|و من)(?:[^\w.!?؟\n]+\w+){0,8}?[^\w.!?؟\n]+(?:(?:بر ?)?نمی ?\w+م|نخواهم \w+|خودداری\w*|پرهیز\w*)",
        rf"{_POLLS}\w*(?:[^\w.!?؟\n]+\w+){{0,14}}?[^\w.!?؟\n]+(?:مراجعه|رجوع|نگاه|سر بزن|ببین|بخوان|بررسی)\w* ?"
        r"(?:کنید|کنین|بیندازید|نمایید|ید)",
        rf"(?:پیشنهاد|توصیه) (?:می ?\w+م)(?:[^\w.!?؟\n]+\w+){{0,12}}?[^\w.!?؟\n]+{_POLLS}\w*",
    ),
    "tr": (
        r"(?:yok|yoktur|değil\w*|yaşamıyorum|sahip değilim) ki (?:\w+ ){0,6}?\w+(?:[ae]y[ıi]m|[ae]bileyim|s[ıi]n)",
        r"(?:vere|seçe|söyleye|yapa|işaretleye|belirleye)[cğ]?[ae]?\w* (?:her|herhangi bir|hiçbir) (?:sayı|puan|cevap|"
        r"yanıt|seçim|değer|rakam|seçenek)\w*(?: \w+){0,3}? (?:anlamsız|uydurma|keyfi|rastgele|yanıltıcı|geçersiz|boş|"
        r"temelsiz|yapay|anlam\w* (?:olm|yok))\w*",
        r"(?:her|herhangi bir) (?:sayı|puan|cevap|yanıt|seçim|değer|rakam)\w*(?: \w+){0,3}? (?:anlamsız|uydurma|keyfi|"
        r"rastgele|yanıltıcı|geçersiz|boş|temelsiz|yapay|anlam\w* (?:olm|yok|taşım))\w*",
        r"(?:içerik|içeriğ|metin|metn|ifade)\w* (?:\w+ )?(?:üret|oluştur|hazırla|yaz|yarat)\w*(?:[ae]m[ae]m|"
        r"[ae]m[ıi]yorum|m[ae]m|m[ıi]yorum|m[ae]y[ae]c[ae]ğ[ıi]m)",
        r"(?:farklı|çeşitli|değişken|değişiyor|değişir|ayrışıyor|bölünmüş)\w*(?: \w+){0,4},? (?:bu yüzden|bu nedenle|"
        r"o yüzden|dolayısıyla|onun için|bundan dolayı) (?:\w+ ){0,6}?\w+(?:m[ae]y[ae]c[ae]ğ[ıi]m|[ae]m[ae]m|"
        r"[ae]m[ıi]yorum|m[ae]m|m[ıi]yorum)",
        r"(?:görüş|fikr|tercih|inanc|düşünce)\w*(?:ım|im|um|üm)\w* (?:\w+ )?olmadığ\w*",
        r"(?:yorum yap|fikir belirt|fikir yürüt|görüş bildir|görüş belirt|karar ver|söz söyle|tercih yap|taraf tut|"
        r"puan "
        r"ver)\w*bil[ei]ce[gğ]\w* (?:\w+ ){0,3}?(?:soru|konu|şey|talep|mesele|tartışma)\w* değil\w*",
        rf"{_POLLS}\w*(?:[^\w.!?\n]+\w+){{0,10}}? (?:bak|incele|başvur|göz at|danış)\w*(?:[ıi]z|öner\w*|tavsiye|"
        r"bilirsiniz|[ıi]n)",
    ),
}
