"""How English replies word a refusal and an answer."""

from __future__ import annotations

from folkways.probes.replies.demurs_en import DEMURS, TOPICS
from folkways.probes.replies.words import ReplyWords

# What a model says that it cannot do.
_ANSWER = (
    "(?:answer|respond|reply|provide|give|offer|choose|pick|select|express|speak|make|help|assist|"
    "comment|engage|generali[sz]e|stereotype|determine|decide|say(?! (?:that )?(?:i|i'm|i've|we|"
    "we're)(?! have))|tell|state|share|fulfil|fulfill|"
    "comply|complete|pretend|role|impersonate|represent|take|judge|rate|rank|evaluate|assess|"
    "participate|discuss|support|do|weigh|know|assume|reduce|claim|guess|speculate|endorse|simulate|"
    "assign|process|continue|adopt|act|put|have|hold|form|disclose)"
)
_HOW = "(?:(?:really|also|simply|just|honestly|personally|therefore|truly|currently|actually|not|in good faith) )*"
# What a model says that it has not.
_OWN = (
    "(?:opinions?|views?|viewpoints?|beliefs?|preferences?|feelings?|emotions?|experiences?|"
    "nationality|religion|famil(?:y|ies)|homeland|neighbou?rs|stances?|positions?|enough|sufficient|"
    "any|access|information|ability|capacity|capability|consciousness)"
)
# What the end of a scale is called, and where it is.
_MARK = (
    "(?:option|number|letter|choice|point|item|label|level|value|score|mark|rating|figure|end)s?"
    "(?: (?:possible|available))?(?: (?:on|of) (?:the|this|your) scale)?"
)

WORDS = ReplyWords(
    demurs=DEMURS,
    topics=TOPICS,
    refusals={
        "as an AI": (
            "i(?: am|'?m) not an? (?:real )?(?:person|human|human being|individual)",
            r"(?:as|being|since i am|because i am|since i'm|because i'm) (?:just |only )?an? (?:\w+ "
            "){0,2}(?:ai|artificial intelligence|language model|llm|assistant|chatbot|machine|program|bot)",
            r"i(?: am|'?m) (?:just |only |merely |simply )?an? (?:\w+ ){0,2}(?:ai|artificial intelligence|"
            "language model|llm|chatbot|machine|computer program|virtual assistant)",
        ),
        "sorry or unable": (
            "sorry,? (?:but )?(?:i|we|that|this)",
            "(?:i|we)(?: am|'?m| are)? (?:very |so |truly |afraid i am )?(?:sorry|unable to "
            + _ANSWER
            + "|not able to "
            + _ANSWER
            + "|(?:not comfortable|uncomfortable|hesitant|reluctant) (?:to "
            + _ANSWER
            + r"|(?:with )?\w+ing)|not in a position|not going to "
            + _ANSWER
            + (
                "|not qualified|not allowed|not permitted|not programmed|(?:not )?designed|not willing|unwilling|"
                "programmed)"
            ),
            "i (?:must |have to )?apologi[sz]e,? but",
            "my apologies,? but",
            "unable to answer",
        ),
        "cannot answer": (
            r"(?:i am|i\'?m) not (?:capable|able) of \w+",
            r"(?:beyond|outside) my (?:\w+ )?(?:capabilit(?:y|ies)|abilit(?:y|ies)|scope|competence|remit|role)",
            "(?:not enough|insufficient|no) (?:information|data|context|basis)",
            r"(?:do not|don'?t|cannot) have (?:\w+ ){0,2}(?:data|basis|grounds|a way|way|means|place|standing)",
            "i (?:cannot|can'?t|can not)(?=[.!;])",
            "can neither",
            r"not my place",
            "i have neither",
            "making (?:things|it|this|one|something) up",
            "(?:and|so|or|thus|therefore) (?:can ?not|can'?t) " + _ANSWER,
            "(?:i|we) (?:should not|shouldn'?t) " + _ANSWER,
            "no (?:single |one |right |correct |definite )?(?:answer|opinion)",
            "(?:does not|doesn'?t) apply to me",
            "sorry,? no",
            "(?:i|we) "
            + _HOW
            + (
                "(?:can ?not|can'?t|will not|won'?t|may not|do not wish to|don'?t wish to|don'?t want to|do not "
                "want to) "
            )
            + _HOW
            + _ANSWER,
            r"(?:i|we) (?:\w+ly )?(?:could not|couldn'?t|would not|wouldn'?t) (?:\w+ly |want to |wish to )?"
            "(?:answer|choose|pick|speak|generali[sz]e|respond|judge|presume|give|provide|say what|know what|claim)",
            "(?:can ?not|can'?t|could not) be (?:answered|determined|generali[sz]ed)",
            "(?:it is|it's|it would be|there is|i have|i see|there's) no (?:meaningful |honest |fair |"
            "reliable )?way (?:for me )?(?:of|to)",
            "i (?:really |honestly |just )?(?:do not|don'?t) know(?! (?:any|many|a|the|them|him|her|my|each|"
            r"every|people)\w*)",
            "(?:do not|don'?t) (?:feel|believe) (?:comfortable|able|qualified|it is appropriate|it's appropriate)",
            "no comment",
            "not (?:something|a question|one|anything)(?: that)? i can",
            "won'?t be (?:answering|choosing|picking|giving)",
        ),
        "no opinions of its own": (
            "(?:i|and|or|but|so|assistant|model|which|that) "
            + _HOW
            + "(?:do not|don'?t|does not|doesn'?t|cannot) "
            + _HOW
            + r"(?:have|hold|possess|form|share) (?:\S+ ){0,4}"
            + _OWN,
            "(?:i|we) " + _HOW + r"(?:have|hold|possess) no (?:\S+ ){0,3}" + _OWN,
            "(?:i|we) " + _HOW + r"lack (?:\S+ ){0,3}" + _OWN,
            "(?:no|lack of|without) personal (?:opinions?|views?|beliefs?|preferences?|experiences?)",
            "(?:do not|don'?t) (?:belong to|identify with|live in|come from) any (?:\\w+ )?(?:nation|country|"
            "culture|nationality|society)",
        ),
        "declines": (
            r"(?:going|have|need|forced|obliged) to (?:\w+ )?(?:decline|refuse|abstain|pass)",
            r"against (?:\w+'?s? )?(?:usage )?(?:polic(?:y|ies)|guidelines|rules)",
            r"(?:stay|remain|be) (?:\w+ly )?(?:objective|out of (?:politics|it|this))",
            r"avoid (?:\w+ ){0,2}endorse\w*",
            r"(?:recommend|suggest|advise) (?:that you |you )?(?:consult|check|refer|look)\w*",
            "(?:skip|pass on) this(?: question)?",
            "my (?:purpose|role|goal) is (?:only )?to (?:provide|give|offer|assist|help|inform)",
            r"(?:guidelines|polic(?:y|ies)|rules|principles|programming|training) (?:\w+ )?(?:do not|don'?t|"
            "does not|doesn'?t|prevents?|prohibits?|forbids?)",
            r"(?:i|we)(?:'?d|'?ll| must| have to| will| would| should| need to|) (?:\w+ly )?(?:decline|refuse|"
            "abstain|refrain|pass)",
            "(?:decline|refuse|refusing|declining) to (?:answer|respond|choose|comment|give)",
            "(?:prefer|rather|choose|going) not (?:to )?(?:answer|respond|say|take|choose|pick|share|comment|"
            "give|express|state|disclose|select)",
            "(?:take|hold|adopt|express) no (?:position|stance|side|sides|view)",
            "(?:not|\\w+n't) (?:take|taking|pick|choose) (?:sides|a side|positions?|a position|a stance|stances)",
            "(?:remain|stay|be|remaining|staying) (?:strictly |politically )?(?:neutral|impartial|unbiased)",
            r"against my (?:\w+ )?(?:guidelines|polic(?:y|ies)|principles|programming|rules|values)",
            r"(?:violates?|goes against|outside) (?:my|our|the) (?:\w+ )?(?:guidelines|polic(?:y|ies)|scope|"
            "principles)",
            "(?:'?d|would) rather not(?! (?:be|have|live))",
            r"avoid (?:\w+ing )?(?:taking |expressing |giving )?(?:positions?|sides|opinions?|stances?|a "
            "position|a stance)",
        ),
        "inappropriate": (
            r"(?:choosing|picking|selecting|giving|answering|naming) [^.!?\n]{0,50}(?:would be|is) (?:\w+ly "
            r")?(?:misleading|wrong|inappropriate|dishonest|irresponsible|meaningless|unfair|arbitrary|"
            r"impossible|pointless)",
            (
                "(?:would not|wouldn'?t|is not|isn'?t) (?:be )?(?:appropriate|right|fair|possible|ethical|"
                "responsible|proper) (?:for me )?to "
            )
            + _ANSWER,
            "(?:do not|don'?t) (?:think|believe|feel) (?:that )?(?:it is|it's|it would be|i (?:should|can|"
            r"could)|we (?:should|can)) (?:\w+ )?(?:to )?(?:speak|generali[sz]e|answer|stereotype|reduce|pick|"
            "choose|assume|give|make|judge)",
            (
                r"(?:it is|it's|it would be|it'd be|that would be|would be|is) (?:\w+ly )?(?:not (?:appropriate|"
                "possible|responsible|meaningful|fair|accurate)|inappropriate|impossible|unethical|irresponsible|"
                r"misleading|unfair|wrong|harmful|disrespectful) (?:for me )?to (?:\w+ly )?"
            )
            + _ANSWER,
        ),
    },
    nouns=(
        "decision|my pick|(?:my|the) vote|answer|answered|response|(?<!second\\s)(?<!third\\s)choice|selection|rating|"
        "reply|verdict|conclusion"
    ),
    verbs=(
        "decide|decided|choose|chooses|chose|choosing|chosen|select|selects|selected|selecting|pick|picks|picked|"
        "picking|"
        "say|says|said|respond|responds|reply|replies|rate|rates|go|going|goes|opt|opts|settle|lean|leans|"
        "leaning|mark|tick|circle|so|therefore|thus|hence|->|=>|→|maybe|perhaps|boxed|predict|predicts|"
        "estimate|vote|votes|assign|prefer|favou?r|place|stick with|give|gives|gave|score|put|land|come down|"
        "end up|guess|identify with|settling|plump|plumping|which means|that means|(?:it's|has|have|it) (?:got|gotten|"
        "become|gone|grown|been getting|stayed|remained)|makes? (?:it|that|me|him|her|them)|puts? "
        "(?:it|me|him|her|them)|points?(?! \\w+ards)|corresponds?|translates|rounds|deserves?|gets|more like an?|i'm "
        "(?:more of )?an?|"
        "i am (?:more of )?an?|more of an?|now (?:it's|it is|i'm|i am|they)|today (?:it's|it is|i'm|i am)|"
        "(?<=[,.;]\\s)now|"
        "(?<=[,.;]\\s)today|these days|nowadays|left with|call it|not really,? more"
    ),
    after=(
        "(?:fits|matches|suits|describes|reflects|represents|captures|seems|is|looks|feels|would be|"
        "sounds) (?:(?:the|it|this|me|my|most|about|just|more|a|them|their|view|views|quite) )*(?:best|closest|right|"
        "correct|appropriate|likely|fitting|accurate|answer|choice|typical|well|better|reasonable)|it is|"
        "is (?:my|the|our) (?:\\w+ )?(?:answer|choice|pick|verdict|vote|response|bet|one)|fits|for me|final answer|"
        "wins(?: out)?|"
        "has the (?:edge|upper hand|advantage)|edges (?:it|ahead)|prevails|noses ahead|comes out (?:on top|ahead)|"
        "comes first|"
        "carries the day|gets my (?:vote|pick|tick|mark)|takes (?:it|precedence)|strikes me as|is where (?:i|they|we)|"
        "would do|from me|is about right|is (?:much |far |a bit |a little )?(?:nearer|closer)(?: to)?(?: (?:the "
        ")?(?:mark|truth|it|home))?|"
        "(?:feels|rings|seems|sounds) (?:\\w+ )?(?:truer|truest|true|nearer|closer)|speaks (?:\\w+ )?to (?:me|them)|"
        "resonates|"
        "sums (?:it|me|that|them) up|hits the (?:mark|nail)|says it"
    ),
    options="options?|numbers?|letters?|choices?|no[.]|points?|items?|labels?|level|#",
    between=(
        "is|are|was|be|would|will|should|with|as|at|for|it|the|a|that|this|to|question|my|on|probably|"
        "likely|most|definitely|simply|just|still|closer|final|best|by|therefore|then|think|i|i'd|they|"
        "would|towards?|somewhere|certainly|clearly|surely|score|value|figure|around|about|roughly|"
        "approximately|hypothetically|clear|simple|obvious|plain|straightforward|firm|here|person|of|scale|people|"
        "hand on heart|in all honesty|to be honest|honestly|frankly|truthfully|sadly|alas|good|strong|weak|low|high|"
        "mild|modest|decent|merely|rather than \\S+|at a|than|yes|well|all in all|overall"
    ),
    joins="maybe|perhaps|or|to|and|through|or maybe|or perhaps|and maybe|or even|versus|vs[.]?|until",
    aside=(
        "consider|considering|suppose|(?<!which\\s)(?<!that\\s)means?|not|how|stands? for|closer to \\S+ than(?: to)?|"
        "nearer(?: to)? "
        "\\S+ than(?: to)?|more \\S+ than|\\w+n't|(?:not|\\w+n't) (?:quite|really|necessarily|exactly|strictly|"
        "simply)|not|rather than|instead of|than|neither|nor|except|unlike|"
        "without|never|why|whether|scale (?:of|from)|over(?: the)?(?: \\w+)?|if i (?:said|say|answered|chose|picked)"
    ),
    others="other (?:days|times|people)|some|others|another|certain|few|(?<!as\\s)(?<!like\\s)someone",
    many=(
        r"many|(?:would have|'d have) (?:said|picked|chosen|answered|gone|put|given)|used to|ago|as a (?:child|kid|"
        r"boy|girl|"
        r"student|young \w+)|yesterday|last (?:year|month|week|decade)|in the past|back then|once upon a time|"
        r"my (?:\w+ )?(?:wife|husband|mother|father|parents?|brothers?|sisters?|sons?|daughters?|friends?|neighbou?rs?|"
        r"grandmother|grandfather|grandparents|cousins?|uncle|aunt|boss|colleagues?|children|kids)(?: [a-z]+)? "
        r"(?:says?|said|"
        r"would|might|goes|go|picks?|picked|chose|choose|tells?|told)|"
        r"critics|supporters|opponents|optimists|pessimists|a lot of people|(?:older|younger|young) "
        r"(?:people|voters)|you could|one could|one might|you might|it is tempting to|i was tempted to|i "
        r"considered|i thought of"
    ),
    rejects=(
        "(?:would|might|could|may) come close|(?:would |might |could )?comes? (?:a close )?second|is a close second|"
        "that (?:i|you|we|they|one|someone)(?:'m|'re)?|"
        "(?:which )?(?:would |could |might |does |clearly )?(?:means?|stands? for|corresponds?|denotes?|"
        r"indicates?|expresses|imply|implies|suggests?)|(?:is|are|was|be|seems?|would be|feels?|looks?|"
        r"sounds?) (?:(?:\w+ly|very|"
        "quite|so|rather|far|a bit|much|simply) )*(?:too|not|unlikely|out of|far|naive|wrong|excluded|"
        "extreme|improbable|an exaggeration|for|weak|strong|less|possible|reserved|impossible|implausible|"
        "also|open|rare|ruled)|(?:does not|doesn't|do not|cannot|can't|would not|wouldn't) (?:fit|seem|apply|be|"
        "match|reflect)|can be (?:excluded|ruled)|(?:could|may|might|would|can) be (?:read|taken|seen|"
        "interpreted|understood|viewed)|goes too far|overstates|understates|either"
    ),
    units=(
        "child(?:ren)?|people|persons?|wives|wife|years?|months?|days?|weeks?|hours?|times?|reasons?|"
        "century|centuries|percent|per cent|things?|million|billion|famil(?:y|ies)|considerations?|factors?|countries|"
        "generations|options|choices|sons?|daughters?|sentences?"
    ),
    total="/|out of|of",
    particles="no|not|never",
    ordinals=(
        "(?:very )?first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    numerals=(
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ),
    last="(?:very )?last",
    middle=(
        r"(?:middle|central|mid)[- ]?(?:(?:option|number|answer|choice|one|statement|alternative|box|category|value|"
        r"point|ground)(?: of (?:the|these|those)(?: \w+)?)?|of the (?:scale|road))"
    ),
    lowest=(rf"(?:lowest|minimum|bottom)(?: possible)? {_MARK}|(?:very )?bottom of the scale|minimum"),
    highest=(rf"(?:highest|maximum|top)(?: possible)? {_MARK}|(?:very )?top of the scale|maximum|full marks"),
    negations=r"not|n't|\w+n't|never|cannot",
    selves="i|i'm|i'd|i'll|i've|me|my|mine|myself|thanks?|thank you|your (?:question|request|prompt)|you(?:'re|"
    " are)? ask(?:ing|ed)?",
    asked=(
        "questions?|questionnaire|surveys?|polls?|answer(?:s|ed|ing)?|respon(?:d|se|ses|ding|dents?)|repl(?:y|"
        "ies)|opinions?|views?|"
        "stances?|positions?|options?|scale|score|rating|rate|ranking|rank|number|digit|figure|prompt|task|"
        "exercise|choices?|choose|"
        "choosing|pick|picking|select|persona|identity|perspective|on behalf|represent\\w*|judge?ments?|judge|"
        "topics?|subject|discuss\\w*|"
        "debate\\w*|politic\\w*|information|sources?|assist|help|votes?|ballot|ask|tell|talk(?:ed|ing)?|say|"
        "speak|comment|reveal|disclose|share|lie|lying|pretend\\w*|item|emotions?|feelings?|human|beings?"
    ),
    clarify=(
        r"(?:could|can|would|will|do|did|are) you|please (?:\w+ )?(?:provide|clarify|specify|share|tell|"
        r"rephrase|give|send|let me|ask|enter|paste|"
        "type|state|repeat|confirm)|what (?:would|do|is|are)|which (?:question|country|one|survey)|how (?:can|"
        "may) i|here(?:'s| is| are)|sure[,!.]|"
        "certainly|of course|hello|hi|welcome|both|either|between|depend(?:s|ing)?"
    ),
    greets="hello|hi|hey|greetings|welcome|sure|certainly|of course|absolutely|okay|i'd be happy to help|i "
    "would be happy to help|glad to help|please (?:provide|specify|clarify|rephrase|share)",
    claims="i'm|i am|i feel|myself|myself as|i find it|i consider it|i think it's|we are|we're",
    yes="yes|yeah|yep|yup|yea|aye",
    no="no|nope|nah|nay",
    shares="percent|per cent|quarter|third|half|respondents|surveys?|polls?|many|proportion|share|minority",
    suffixes="st|nd|rd|th",
    hedges="probably|maybe|perhaps|i guess|i suppose|i think|i reckon|or so|overall|at best|at most",
    never="never",
    namely="that is|that is to say|i[.]?e|meaning|which is|namely|in other words|in words",
    contrasts=(
        "but|however|still|if (?:i (?:had|have|must|were|really)|forced|pressed|pushed|you insist|it must|"
        "one must)|hypothetically|for the sake of|gun to my head|push(?:ed)? comes? to shove|going by|if "
        "only one|since you (?:ask|insist)|nevertheless|nonetheless|that said|yet|though|even so"
    ),
)
