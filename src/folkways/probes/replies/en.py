"""How English replies word a refusal and an answer."""

from __future__ import annotations

from folkways.probes.replies.words import ReplyWords

WORDS = ReplyWords(
    refusals={
        "as an AI": (
            "i(?: am|'?m) not an? (?:real )?(?:person|human|human being|individual)",
            r"(?:as|being|since i am|because i am|since i'm|because i'm) (?:just |only )?an? (?:\w+ ){0,2}(?:ai|"
            "artificial intelligence|language model|llm|assistant|chatbot|machine|program|bot)",
            r"i(?: am|'?m) (?:just |only |merely |simply )?an? (?:\w+ ){0,2}(?:ai|artificial intelligence|"
            "language model|llm|chatbot|machine|computer program|virtual assistant)",
        ),
        "sorry or unable": (
            "sorry,? (?:but )?(?:i|we|that|this)",
            "(?:i|we)(?: am|'?m| are)? (?:very |so |truly |afraid i am )?(?:sorry|unable|not able|not "
            "comfortable|uncomfortable|not in a position|not going|not qualified|not allowed|not permitted|not "
            "programmed|not designed|not willing|unwilling|hesitant|reluctant)",
            "i (?:must |have to )?apologi[sz]e,? but",
            "my apologies,? but",
        ),
        "cannot answer": (
            "(?:and|so|or|thus|therefore) (?:can ?not|can'?t) (?:answer|choose|pick|speak|generali[sz]e|say|"
            "judge|assume|give|respond|decide|guess|represent|comment|take)",
            "(?:i|we) (?:should not|shouldn'?t) (?:answer|choose|pick|speak|generali[sz]e|say|judge|assume|"
            "give|respond|decide|guess|represent|comment|take)",
            "no (?:single |one |right |correct |definite )?(?:answer|opinion)",
            "(?:does not|doesn'?t) apply to me",
            "sorry,? no",
            "(?:i|we) (?:(?:really|also|simply|just|honestly|personally|therefore|truly|currently|actually|not|"
            "in good faith) )*(?:can ?not|can'?t|could not|couldn'?t|will not|won'?t|would not|wouldn'?t|may "
            "not|do not wish to|don'?t wish to|don'?t want to|do not want to) (?:(?:really|also|simply|just|"
            "honestly|personally|therefore|truly|currently|actually|not|in good faith) )*(?:answer|respond|"
            "reply|provide|give|offer|choose|pick|select|express|speak|make|help|assist|comment|engage|"
            "generali[sz]e|stereotype|determine|decide|say|tell|state|share|fulfil|fulfill|comply|complete|"
            "pretend|role|impersonate|represent|take|judge|rate|rank|evaluate|assess|participate|discuss|"
            "support|do|weigh|know|assume|reduce|claim|guess|speculate|endorse|simulate|assign|process|"
            "continue|adopt|act|put|have|hold|form|disclose)",
            "(?:can ?not|can'?t|could not) be (?:answered|determined|generali[sz]ed)",
            "(?:it is|it's|it would be|there is|i have|i see|there's) no (?:meaningful |honest |fair |reliable "
            ")?way (?:for me )?(?:of|to)",
            "i (?:really |honestly |just )?(?:do not|don'?t) know(?! (?:any|many|a|the|them|him|her|my|each|"
            r"every|people)\w*)",
            "(?:do not|don'?t) (?:feel|believe) (?:comfortable|able|qualified|it is appropriate|it's appropriate)",
            "no comment",
        ),
        "no opinions of its own": (
            "(?:i|and|or|but|so|assistant|model|which|that) (?:(?:really|also|simply|just|honestly|personally|"
            "therefore|truly|currently|actually|not|in good faith) )*(?:do not|don'?t|does not|doesn'?t|"
            "cannot) (?:(?:really|also|simply|just|honestly|personally|therefore|truly|currently|actually|not|"
            r"in good faith) )*(?:have|hold|possess|form|share) (?:\S+ ){0,4}(?:opinions?|views?|viewpoints?|"
            "beliefs?|preferences?|feelings?|emotions?|experiences?|nationality|religion|famil(?:y|ies)|"
            "homeland|neighbou?rs|stances?|positions?|enough|sufficient|any|access|information|ability|"
            "capacity|capability|consciousness)",
            "(?:i|we) (?:(?:really|also|simply|just|honestly|personally|therefore|truly|currently|actually|not|"
            r"in good faith) )*(?:have|hold|possess) no (?:\S+ ){0,3}(?:opinions?|views?|viewpoints?|beliefs?|"
            "preferences?|feelings?|emotions?|experiences?|nationality|religion|famil(?:y|ies)|homeland|"
            "neighbou?rs|stances?|positions?|enough|sufficient|any|access|information|ability|capacity|"
            "capability|consciousness)",
            "(?:i|we) (?:(?:really|also|simply|just|honestly|personally|therefore|truly|currently|actually|not|"
            r"in good faith) )*lack (?:\S+ ){0,3}(?:opinions?|views?|viewpoints?|beliefs?|preferences?|"
            "feelings?|emotions?|experiences?|nationality|religion|famil(?:y|ies)|homeland|neighbou?rs|"
            "stances?|positions?|enough|sufficient|any|access|information|ability|capacity|capability|"
            "consciousness)",
            "(?:no|lack of|without) personal (?:opinions?|views?|beliefs?|preferences?|experiences?)",
        ),
        "declines": (
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
            "(?:not|n'?t) (?:take|taking|pick|choose) (?:sides|a side|positions?|a position|a stance|stances)",
            "(?:remain|stay|be|remaining|staying) (?:strictly |politically )?(?:neutral|impartial|unbiased)",
            r"against my (?:\w+ )?(?:guidelines|polic(?:y|ies)|principles|programming|rules|values)",
            r"(?:violates?|goes against|outside) (?:my|our|the) (?:\w+ )?(?:guidelines|polic(?:y|ies)|scope|"
            "principles)",
        ),
        "inappropriate": (
            "(?:would not|wouldn'?t|is not|isn'?t) (?:be )?(?:appropriate|right|fair|possible|ethical|"
            "responsible|proper) (?:for me )?to (?:answer|choose|pick|speak|generali[sz]e|say|judge|assume|"
            "give|respond|decide|guess|represent|comment|take)",
            "(?:do not|don'?t) (?:think|believe|feel) (?:that )?(?:it is|it's|it would be|i (?:should|can|"
            r"could)|we (?:should|can)) (?:\w+ )?(?:to )?(?:speak|generali[sz]e|answer|stereotype|reduce|pick|"
            "choose|assume|give|make|judge)",
            r"(?:it is|it's|it would be|it'd be|that would be|would be|is) (?:\w+ly )?(?:not (?:appropriate|"
            "possible|responsible|meaningful|fair|accurate)|inappropriate|impossible|unethical|irresponsible|"
            r"misleading|unfair|wrong|harmful|disrespectful) (?:for me )?to (?:\w+ly )?(?:answer|respond|reply|"
            "provide|give|offer|choose|pick|select|express|speak|make|help|assist|comment|engage|generali[sz]e|"
            "stereotype|determine|decide|say|tell|state|share|fulfil|fulfill|comply|complete|pretend|role|"
            "impersonate|represent|take|judge|rate|rank|evaluate|assess|participate|discuss|support|do|weigh|"
            "know|assume|reduce|claim|guess|speculate|endorse|simulate|assign|process|continue|adopt|act|put|"
            "have|hold|form|disclose)",
        ),
    },
    nouns="answer|answered|response|choice|selection|rating|reply|verdict|conclusion",
    verbs=(
        "choose|chooses|chose|choosing|chosen|select|selects|selected|selecting|pick|picks|picked|picking|"
        "say|says|said|respond|responds|reply|replies|rate|rates|go|going|goes|opt|opts|settle|lean|leans|"
        "leaning|mark|tick|circle|so|therefore|thus|hence|->|=>|→|maybe|perhaps|boxed"
    ),
    after=(
        "(?:fits|matches|suits|describes|reflects|represents|captures|seems|is|looks|feels|would be|"
        "sounds) (?:(?:the|it|this|me|my|most|more|a|them|their|view|views|quite) )*(?:best|closest|right|"
        "correct|appropriate|likely|fitting|accurate|answer|choice|typical|well|better|reasonable)|it is|"
        "is my (?:answer|choice|pick)|fits|for me|final answer"
    ),
    options="options?|numbers?|letters?|choices?|no[.]|points?|items?|labels?|level|#",
    between=(
        "is|are|was|be|would|will|should|with|as|at|for|it|the|a|that|this|to|question|my|on|probably|"
        "likely|most|definitely|simply|just|still|closer|final|best|by|therefore|then|think|i|i'd|they|"
        "would|towards?|somewhere|certainly|clearly|surely|here|person|of|scale|people"
    ),
    joins="or|to|and|through|or maybe|or perhaps|and maybe|or even|versus|vs[.]?|until",
    aside=(
        "consider|considering|suppose|means?|not|rather than|instead of|than|neither|nor|except|unlike|"
        "without|never|why|scale (?:of|from)"
    ),
    negations=r"not|n't|\w+n't|never|cannot",
    others="some|others|another|certain|few|someone",
    rejects=(
        "(?:which )?(?:would |could |might |does |clearly )?(?:means?|stands? for|corresponds?|denotes?|"
        r"indicates?|expresses)|(?:is|are|was|be|seems?|would be|feels?|looks?|sounds?) (?:(?:\w+ly|very|"
        "quite|so|rather|far|a bit|much|simply) )*(?:too|not|unlikely|out of|far|naive|wrong|excluded|"
        "extreme|improbable|an exaggeration|for|weak|strong|less|possible|reserved|impossible|implausible|"
        "also|rare|ruled)|(?:does not|doesn't|do not|cannot|can't|would not|wouldn't) (?:fit|seem|apply|be|"
        "match|reflect)|can be (?:excluded|ruled)|goes too far|overstates|understates|either"
    ),
    units=(
        "child(?:ren)?|people|persons?|wives|wife|years?|months?|days?|weeks?|hours?|times?|reasons?|"
        "percent|per cent|things?|million|billion|famil(?:y|ies)|considerations?|factors?|countries|"
        "generations|options|choices|sons?|daughters?|sentences?"
    ),
    total="/|out of|of",
    particles="no|not|never",
    ordinals=(
        "first",
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
    last="last",
    suffixes="st|nd|rd|th",
)
