"""Refusals without a first person that cannot, and those that ask to be understood."""

from __future__ import annotations

from collections.abc import Mapping

_ASKED_EN = r"(?:questions?|requests?|prompts?|tasks?|survey|items?|queries|query|inquiry|instructions?)"
_AI_EN = r"(?:ai|a[.]i[.]|artificial intelligence|language model|machine|chatbot|assistant|model|bot|algorithm|program)"
_DONE_EN = (
    "(?:answer|respond|fulfil|fulfill|complete|comply|meet|meaningfully answer|rate|rank|pick|choose|decide|settle|"
    "judge|"
    "give|provide|select|have (?:an opinion|feelings|a view)|process|carry out|honou?r|grant|do|help)"
)
_MACHINE_AR = r"(?:ل|لل|ال|ب)?(?:نموذج|ذكاء|نظام|آلة|برنامج|روبوت|مساعد|خوارزمية|حاسوب|أداة)"
_ASKED_AR = r"(?:ال)?(?:سؤال|طلب|أسئلة|نوع من الأسئلة|استفسار|استبيان|استطلاع|طلبات|مهمة)"
_ASKED_FA = r"(?:پرسش|سؤال|سوال|درخواست|خواسته|نظرسنجی|تقاضا|پرسشنامه)"
_MACHINE_FA = r"(?:هوش مصنوعی|مدل زبانی|مدل|ماشین|ربات|سامانه|برنامه|دستیار|الگوریتم|چت ?بات|نرم ?افزار)"
_ASKED_TR = r"(?:soru|sual|talep|taleb|istek|isteğ|istem|anket|görev)"
_MACHINE_TR = r"(?:yapay zek[aâ]|dil model|makine|robot|model|asistan|yazılım|program|algoritma|sohbet bot)"

IMPERSONAL: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(?:i|we)(?:'m| am|'re| are| was)? (?:\w+ly )?(?:won't|will not|wouldn't|would not|not|may not|might not|"
        r"don't seem to|can't seem to) (?:going to )?(?:be )?able to (?:\w+ly )?" + _DONE_EN,
        rf"(?:this|that|these|those|such|the|your) (?:[\w-]+ ){{0,4}}?{_ASKED_EN} (?:[\w-]+ ){{0,5}}?(?:cannot|"
        rf"can't|can not|"
        r"is not|isn't|are not|aren't|should not|shouldn't|could not|couldn't|must not|will not|won't|may not) "
        r"(?:[\w-]+ ){0,4}?(?:answer(?:ed|able)?|fulfill?ed|completed|met|complied|decided|processed|granted|"
        r"honou?red|carried|handled|applicable|suitable|appropriate|settled|resolved|for (?:an? )?" + _AI_EN + ")",
        rf"(?:no|an?|any|the) (?:[\w-]+ ){{0,3}}?{_AI_EN}(?: (?:system|model|assistant|like me|such as me))? (?:can|"
        rf"could|should|"
        rf"cannot|can't|is unable to|is not able to|isn't able to|should not|shouldn't|must not|could not) (?:\w+ "
        rf"){{0,3}}?{_DONE_EN}",
        r"(?:understand|accept|forgive|excuse|respect|bear with|appreciate|hope you understand)(?: me)? (?:that |"
        r"why |if |for |"
        r"my )?(?:\w+ ){0,4}?(?:not|won't|cannot|can't|don't|am unable|declin\w+|refus\w+|must decline|unable|"
        r"reluctance)",
        r"(?:cannot|can't|can not|won't|will not|not able to|unable to|not going to|not|refuse to|no position to) "
        r"(?:\w+ ){0,3}?"
        r"(?:rank\w*|put|place|prefer|favou?r|choos\w+|valu\w+|hold|set|elevat\w+|prioriti[sz]\w+|plac\w+|pick\w*) one "
        r"(?:\w+ ){0,3}?(?:above|over|before|ahead of|to|rather than|against) (?:the |an|all )?others?",
        r"(?:question|answer\w*|judge?ment|judging|deciding|choice|choosing|matter|that|this|it)(?: \w+){0,12} "
        r"(?:is|are|lies?|falls?|"
        r"goes) (?:\w+ )?(?:beyond|outside|above) (?:of )?(?:me\b|my \w+|what i|the (?:scope|role|remit|"
        r"capabilities) of)",
        # No answer is given; what is asked for cannot be put so.
        r"(?:no|an|any|the|this|that|a|my|your) (?:\w+ ){0,2}?(?:answers?|ratings?|response|selection|number|score|"
        r"reply|"
        r"preference|judge?ment|assessment)(?: \w+){0,2}? (?:cannot|can't|can not|could not|couldn't|can|could|will|"
        r"won't|will not|shall|should|was|is|is not|isn't|has|have) (?:\w+ )?(?:be |been )?(?:\w+ly )?(?:given|"
        r"provided|"
        r"made(?! up)|selected|supplied|determined|offered|forthcoming|recorded|assigned|generated)",
        r"(?:cannot|can't|can not|could not|couldn't|could never|can never|should not|shouldn't|must not|never) be "
        r"(?:\w+ly )?(?:expressed|measured|captured|reduced|summed up|summari[sz]ed|boiled down|compressed|quantified|"
        r"condensed|distilled|squeezed|pinned down|put)(?: [\w-]+){0,4}? (?:number|digit|figure|label|score|rating|"
        r"scale|word|letter|option|answer)s?",
        r"(?:single|one|mere|lone|simple|bare|any) (?:\w+ )?(?:number|digit|figure|answer|label|word|letter|option|"
        r"choice|"
        r"score|rating)(?: \w+){0,3}? (?:(?:cannot|can't|can not|could not|couldn't|could never|can never|won't|"
        r"will not|will never|would not|wouldn't|does not|doesn't|would never) (?:\w+ )?(?:capture|do (?:it |that |"
        r"this "
        r"|them )?justice|express|represent|sum|reflect|describe|stand for|speak for|cover|convey|hold|encompass|"
        r"contain)|"
        r"(?:is not|isn't|would not be|wouldn't be) (?:possible|enough|adequate|meaningful|feasible|available))",
        r"too (?:\w+ and )?(?:\w+ly )?(?:complex|diverse|varied|nuanced|complicated|intricate|heterogeneous|different|"
        r"many-sided|multifaceted|subtle|big|large|divided|sensitive|personal) (?:to be (?:\w+ )?(?:reduced|summed|"
        r"answered|captured|put|represented|spoken|boiled|squeezed|condensed|summari[sz]ed|expressed|covered|"
        r"described)|"
        r"for (?:me to \w+|(?:an?|one|any|just one)(?: [\w-]+){0,2}? (?:answer|number|digit|label|option|word|figure|"
        r"choice|response|score)))",
        r"(?:ais?|ai (?:models|systems|assistants)|(?:large )?language models?|llms?|machines?|softwares?|bots?|"
        r"chatbots?|"
        r"computers?|computer programs?|programs?|(?:virtual |digital )?assistants?|algorithms?|robots?) (?:(?:like|"
        r"such as) "
        r"(?:me|this one|myself|this) )?(?:(?:\w+ly |just )?(?:do not|don't|does not|doesn't|cannot|can't|can not|"
        r"never) "
        r"(?:\w+ly )?(?:have|hold|feel|form|possess|take|experience|pray|vote|worship|believe|live|love|own|go|attend|"
        r"get|know what|need|enjoy|suffer|eat|sleep|marry|work for|express|share|pick|choose|belong|be (?:happy|"
        r"unhappy|"
        r"sad|satisfied|proud|religious|sick|ill|afraid|hungry))|(?:has|have|hold|holds|possess|possesses|feel|feels) "
        r"(?:no|neither)|(?:lack|lacks) )(?: ?\w+)?",
        r"(?:operate|operating|function|functioning|exist|existing|work|run|running|come|speak) without (?:\w+ ){0,3}?"
        r"(?:beliefs?|emotions?|opinions?|feelings?|preferences?|views?|convictions?|faith|religion|family|a \w+)",
        r"my (?:\w+ )?(?:aim|job|purpose|task|function|role|goal|mission|intent|intention)(?: here)? is (?:only |just |"
        r"simply )?(?:to (?:inform|explain|present|assist (?:you|users|with|people))|not to|informing)(?: \w+)?",
        r"(?:i|we)(?:'m|'re| am| are)? (?:\w+ )?(?:aim|strive|try|seek|want|here|meant|designed|made|built|supposed|"
        r"intended|happy|trained) (?:only |just )?to (?:\w+ )?(?:provide|present|give|offer|share|supply|help|inform|"
        r"assist|be|remain|stay)(?: [\w-]+){0,7}?,? (?:rather than|instead of|not|and not|without) (?:to )?(?:\w+ "
        r"){0,2}?"
        r"(?:opinions?|opine|persuade|judge?\w*|take|taking|choos\w+|pick\w*|sides?|beliefs?|preferences?|views?|"
        r"stances?|express\w*|hold\w*|influence|advocat\w+|endors\w+)",
        r"(?:aim|strive|try|seek|endeavou?r) to (?:\w+ )?(?:provide|present|give|offer|remain|be|stay|keep) (?:\w+ and "
        r")?(?:\w+ )?(?:balanced|neutral|even-?handed|impartial|unbiased|factual|objective|fair)(?: \w+)?",
        r"(?:i am|i'm|we're|feel|i remain|i'd be) (?:\w+ )?(?:unqualified|ill-?equipped|ill-?placed|wary|leery|loath|"
        r"loth|"
        r"chary|cautious|ill at ease|uneasy|unprepared|reluctant|disinclined|in no position|unfit|not equipped|"
        r"not cut out|not fit) (?:\w+ )?\w+",
        r"(?:questions?|requests?) (?:of this kind|like this|like these|such as this)(?: one)? (?:cannot|can't|"
        r"should not|are not|is not) (?:\w+ ){0,3}?\w+",
    ),
    "ar": (
        rf"(?:ليس|ليست) (?:من )?(?:شأن|حق|دور|عمل|مهام|مهمة|اختصاص|صلاحيات|صلاحية|وظيفة) (?:أي |"
        rf"مجرد )?{_MACHINE_AR}\w*",
        r"لا (?:يمكن|تمكن|يمكنني) (?:أن )?(?:[يت]جيب|يجاب|تجاب|الإجابة|الرد|تلبية|تلبى|يلبى|تنفيذ|ينفذ)\w*",
        rf"(?:لا|لن|ليس|ليست) (?:يستطيع|تستطيع|يمكن|يقدر|تقدر|بوسع|بإمكان|في وسع|باستطاعة|بمقدور|يجوز|ينبغي|يصح)(?: "
        rf"على)? ?"
        rf"(?:أي |مجرد )?{_MACHINE_AR}\w*(?: \w+){{0,6}}",
        rf"{_MACHINE_AR}\w*(?: \w+){{0,4}}? (?:لا|لن) (?:يستطيع|تستطيع|يمكنه|يمكنها|يقدر|يجيب|تجيب|يملك|تملك)(?: \w+)?",
        rf"(?:هذا|هذه|مثل هذا|مثل هذه|طلبك|سؤالك|هكذا|مثل هذا) ?{_ASKED_AR}?\w*(?: \w+){{0,6}}? (?:لا يمكن|لا تمكن|"
        rf"ليس مما|لا يصلح|لا تصلح|"
        r"غير قابل\w*|يتعذر|لا يجاب|لا تجاب|لا يستطيع|لا تستطيع|لن يجاب|لن يلبى|لا أنفذه?|لا ألبيه?|لا أجيب|لا "
        r"يسعني|لن أنفذه?|"
        r"لن ألبيه?|لن أجيب)(?: \w+)?",
        r"(?:أرجو|نرجو|يرجى|الرجاء|أتمنى|آمل|رجاء|أطلب|شكرا|أشكرك|أشكركم|أقدر)(?: منك\w*| لكم| لك| على)? (?:أن "
        r")?(?:ل?تفهم|تتفهم|التفهم|تفهمك|تقبل|تتقبل|"
        r"تعذر|العذر|احترام|"
        r"تحترم|المعذرة|تسامح|قبول|تقدير|تقدر)\w*(?: \w+){0,5}? (?:عدم|لا|لن|امتناع|رفض|اعتذار|ب?عدم|أنني لا|أنني "
        r"لن)\w*(?: \w+)?",
        r"(?:لا|لن) (?:أستطيع|يمكنني|أقدر|أملك|يسعني|أريد|أود|أقوم)?(?: أن| على| ب)? ?(?:تفضيل|أفضل|أقدم|أرجح|ترجيح|"
        r"تقديم|أغلب|"
        r"أضع|وضع|أختار|المفاضلة|أفاضل|مفاضلة|تغليب) (?:واحد|إحدا|أحد|خيار|قيمة|صفة|أي|بين)\w*(?: \w+){0,3}? (?:على|"
        r"قبل|فوق|عن|دون) \w+",
        r"(?:الإجابة|الحكم|الفصل|البت|تحديد|القول|المفاضلة|الجواب|الرد|ذلك|هذا|وهو)(?: \w+){0,14}? (?:خارج|فوق|"
        r"يتجاوز|تتجاوز|يفوق|"
        r"تفوق|ليس من|ليست من|خارجة|يخرج|تخرج)(?: عن| من)? (?:نطاق|حدود|إطار|دائرة)? ?(?:قدر|صلاحي|اختصاص|طاق|دوري|"
        r"شأني|إمكان|مهام|استطاع|"
        r"عملي|نطاقي|حدودي)\w*",
        r"لن (?:أكون|يكون|أتمكن|يتسنى)(?: لي)? ?(?:قادرا|بإمكاني|بوسعي|من)?(?: على| أن| من)? ?(?:الإجابة|الاختيار|"
        r"اختيار|أختار|أجيب|تحديد|"
        r"تلبية|إعطاء|انتقاء)",
    ),
    "fa": (
        rf"(?:این|چنین|آن|اینگونه|این گونه|این نوع|این جور|به این|به چنین)\w* ?(?:نوع |گونه "
        rf")?{_ASKED_FA}\w*(?:[^\w.!?؟\n]+\w+){{0,8}}?"
        r"[^\w.!?؟\n]+(?:نمی ?توان(?:د|ند|م)?|نمی ?(?:شود|شه|تواند|تونه|دهم|کنم|پذیرم)|(?:قابل|در خور|شایسته ی?) "
        r"\w+(?: \w+)? نیست|پاسخ ?پذیر نیست|"
        r"ممکن نیست|بی ?پاسخ|قابل پاسخ\w*(?: \w+)? نیست)(?: \w+)?",
        r"این (?:از آن )?(?:پرسش|سؤال|سوال|درخواست|چیز)\w* نیست که (?:\w+ ){0,6}?بتوان\w*(?: \w+){0,3}",
        r"(?:قادر|مجاز|مایل) (?:به (?:\w+ ){0,4})?نخواهم بود",
        rf"{_MACHINE_FA}\w*(?:[^\w.!?؟\n]+\w+){{0,8}}?[^\w.!?؟\n]+(?:نمی ?(?:تواند|تونه|توانند|دهد|گیرد|کند)|قادر "
        rf"نیست|نباید|صلاحیت ندارد)"
        r"(?:[\s\u200c]+\w+){0,5}",
        r"(?:درک|بپذیر|پذیرفت|متوجه|ببخش|عذر|احترام|قبول|توجه|فهم)\w* (?:\w+ ){0,3}?(?:که|اگر|چرا) "
        r"(?:\w+[^\w.!?؟\n]+){0,10}?"
        r"(?:نمی ?\w+(?:م|یم)|نکنم|ندهم|معذورم|رد می ?کنم|نیستم|انجام ن\w+|نپذیرم|نخواهم \w+)",
        r"نمی ?(?:توانم|تونم|خواهم|خوام|شود|توان|شه) (?:\w+ ){0,4}?یکی (?:از \w+ (?:\w+ )?)?را (?:بر|به|از|برتر از|"
        r"مهم تر از|جلوتر از|بالاتر از) "
        r"(?:دیگری|بقیه|دیگر|دیگران|سایر)\w*(?: \w+){0,3}",
        r"(?:هیچ|هیچ ?کدام|هیچ ?یک)\w*(?: \w+){0,3} را (?:بر|به) (?:دیگری|بقیه|سایر)\w*(?: \w+){0,3}? (?:نمی ?\w+م|"
        r"ترجیح نمی ?\w+م)",
        r"یکی (?:از \w+ (?:\w+ )?)?را (?:بر|به|از) (?:دیگری|بقیه|سایر)\w* (?:ترجیح|برتری|مقدم|اولویت|رجحان) (?:\w+ "
        r")?(?:نمی ?\w+م|ندهم|نخواهم \w+)",
        r"(?:پاسخ|جواب|قضاوت|داوری|انتخاب(?!ات)|تصمیم|تشخیص|گفتن|"
        r"تعیین)\w*(?:[^\w.!?؟\n]+\w+){0,20}?[^\w.!?؟\n]+(?:از|خارج از|فراتر از|بیرون از) "
        r"(?:توان|عهده ?ی?|حوزه ?ی?|حیطه ?ی?|صلاحیت|اختیار|محدوده ?ی?|حد|دایره ?ی?|توانایی)\w*(?: \w+){0,3}?(?: "
        r"خارج| بیرون| بر ?نمی ?\w+| فراتر| من| ما)"
        r"(?: \w+)?",
    ),
    "tr": (
        r"\w+(?:m[ae]y[ae]c[ae]ğ[ıi]m[ıi]|m[ae]d[ıi]ğ[ıi]m[ıi]) umarım (?:anla|kabul|hoş|bil)\w*",
        r"(?:yanıtlay|cevaplay|cevap vere|yanıt vere|karar vere|seçe|bile|söyleye)[ae]?bil[ei]ce[gğ]\w* (?:\w+ ){0,3}?"
        r"(?:soru|konu|şey|talep|mesele)\w* değil\w*",
        r"\w+(?:m[ae]y[ae]c[ae]ğ[ıi]m[ıi]|m[ae]d[ıi]ğ[ıi]m[ıi]|m[ae]m[ae]m[ıi]) (?:lütfen )?(?:anla|kabul|hoş|mazur|"
        r"bil)\w*",
        r"\w+m[ae]m[ae] (?:karar|tercih|hakk|tutum)\w*(?:ım|im|um|üm)\w*",
        rf"(?:bu|böyle|bunun gibi|şu|söz konusu|bu tür|bu tarz|böylesi) (?:\w+ ){{0,3}}?{_ASKED_TR}\w*(?: "
        rf"\w+){{0,7}}? (?:yanıtlan|cevaplan|veril|karşılan|"
        r"getiril|yanıtlay|cevaplay|verebil|vere|karşılay|geti?re|kabul edil|uyul|edil)(?:[ae]m[ae]z|[ae]m[ıi]yor|"
        r"m[ae]z|mez|maz|"
        r"[ae]m[ae]m\w*|m[ae]s[ıi] (?:mümkün|doğru|uygun|söz konusu|beklen)\w*(?: değil\w*)?)\w*",
        rf"{_MACHINE_TR}\w*(?: \w+){{0,6}}? \w+(?:[ae]m[ae]z|[ae]m[ae]zlar|[ae]m[ıi]yor|m[ae]m[ae]li(?:dir)?|"
        rf"m[ae]s[ıi] (?:mümkün|doğru|"
        r"beklen\w+) ?\w*)",
        r"\w+m[ae]m[ae]?m?[ıi]\w* (?:lütfen )?(?:anlayış|hoş ?gör|mazur|saygı|anlay)\w*(?: \w+)?|(?:anlayış|hoş "
        r"?gör|mazur)\w*(?: \w+){0,2}? (?:için|rica|bekl|umar)\w*",
        r"(?:lütfen|umarım) (?:\w+ ){0,6}?\w+(?:m[ae]d[ıi]ğ[ıi]m|m[ae]y[ae]c[ae]ğ[ıi]m|[ae]m[ae]y[ae]c[ae]ğ[ıi]m|"
        r"m[ae]m[ae]?m)[ıiuü]\w* (?:\w+ )?"
        r"(?:anla|kabul|karşıla|bil|saygı)\w*",
        r"(?:anlayın|anlayınız|bilin|kabul edin) (?:ki )?(?:\w+ ){0,6}?\w+(?:m[ıi]yorum|m[ae]y[ae]c[ae]ğ[ıi]m|"
        r"[ae]m[ae]m|m[ae]m)",
        r"(?:birini|herhangi birini|hiçbirini|bir değeri|birisini) (?:\w+ )?(?:diğer|öteki|öbür)\w*(?: \w+){0,4}? "
        r"\w*(?:[ae]m[ae]m|[ae]m[ıi]yorum|m[ae]m|"
        r"mıyorum|miyorum|m[ae]y[ae]c[ae]ğ[ıi]m|değil\w*)",
        r"(?:beni|boyumu|yetkimi|haddimi|kapsamımı|sınırlarımı|görevimi|yetkilerimi|rolümü|gücümü) aş\w+|(?:yetki|"
        r"görev|uzmanlık|kapsam)\w*m[ıiuü]n dışında\w*",
    ),
}
