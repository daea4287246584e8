#include "collect/page/words.h"

#include <assert.h>
#include <string.h>

static const struct peil_words tables[] = {
    {
        .language = "nl",
        .next = "Verder",
        .back = "Terug",
        .skip = "Deze vraag overslaan",
        .stop = "Ik stop",
        .question = "Vraag {1}",
        .of_about = "vraag {1} van ongeveer {2}",
        .explanation = "Uitleg",
        .practice = "Oefenen: dit telt niet mee",
        .error = "Fout",
        .several = "Je kunt meer vakjes aankruisen.",
        .at_most = "Kies er hoogstens {1}.",
        .at_least = "Kies er minstens {1}.",
        .ranking = "Geef een 1 aan wat je het belangrijkst vindt, dan een 2, en zo "
                   "verder.",
        .specify = "Wat dan? Schrijf geen namen op.",
        .day = "Dag",
        .month = "Maand",
        .year = "Jaar",
        .place = "Plaats van",
        .no_place = "geen",
        .dont_know = "Weet ik niet",
        .refuse = "Zeg ik liever niet",
        .hand_in = "Insturen",
        .wipe = "Wis mijn antwoorden",
        .wipe_sure = "Weet je het zeker?",
        .wipe_what = "Dan leest niemand je antwoorden. Dat kun je niet "
                     "terugdraaien.",
        .wipe_yes = "Ja, wis alles",
        .wipe_no = "Nee, terug",
        .stop_title = "Wil je stoppen?",
        .stop_what = "Dat mag. Je hoeft niet te zeggen waarom. Wat doen we met wat je "
                     "al hebt ingevuld?",
        .stop_keep = "Bewaar wat ik heb ingevuld",
        .stop_back = "Toch verder met de vragen",
        .closing = "Klaar!",
        .done = "Dank je wel!",
        .done_what = "Je antwoorden zijn ingestuurd. Laat het scherm zo staan.",
        .stopped = "Je bent gestopt.",
        .stopped_what = "Dat is goed. Wat je hebt ingevuld, is bewaard. Laat het scherm "
                        "zo staan.",
        .refused = "Dat is goed.",
        .refused_what = "Je mag iets voor jezelf gaan doen. Laat het scherm zo staan.",
        .wiped = "Je antwoorden zijn gewist.",
        .wiped_what = "Ze tellen niet mee en niemand leest ze. Laat het scherm zo "
                      "staan.",
        .next_pupil = "Volgende leerling",
        .ready_for_next = "Is de volgende leerling er?",
        .wait = "Even wachten",
        .wait_what = "Het lukt nog niet om te bewaren. Roep de begeleider.",
        .again = "Probeer het nog een keer",
        .lost = "Deze pagina is er niet.",
        .lost_what = "Ga terug naar de vragen. Je antwoorden zijn er nog.",
        .forbidden = "Dat lukte niet.",
        .forbidden_what = "Deze pagina hoort niet bij jouw vragen. Begin bij het begin. "
                          "Lukt het dan nog niet? Roep de begeleider.",
        .bad = "Dat lukte niet.",
        .bad_what = "De computer begrijpt niet wat er binnenkwam. Ga terug naar de "
                    "vragen. Lukt het dan nog niet? Roep de begeleider.",
        .start = "Naar de vragen",
        .code_title = "Typ je code",
        .code_label = "De zes tekens op je kaart",
        .code_hint = "Grote of kleine letters: dat maakt niet uit.",
        .code_yours = "Is dit de code op je kaart?",
        .code_begin = "Ja, naar de vragen",
        .code_type = "Nee, ik typ mijn code",
        .code_gone = "Op dit apparaat staan je vragen niet meer. Ben je verdergegaan op "
                     "een ander apparaat? Dan is het goed. Wil je hier verder? Typ dan "
                     "je code.",
        .code_wait = "Er zijn te veel verkeerde codes getypt. Wacht {1}. Kijk intussen "
                     "nog eens goed op je kaart.",
        .code_problems = {
            [PEIL_CODE_EMPTY] = "Typ de code van je kaart.",
            [PEIL_CODE_SHORT] = "Een code heeft zes tekens. Kijk nog eens op je kaart.",
            [PEIL_CODE_FOREIGN] = "Dat kan niet kloppen. In een code staan geen A, E, I, "
                                  "O, U, B, S of Z, en geen 0, 1, 5 of 8. Kijk nog eens "
                                  "goed.",
            [PEIL_CODE_UNKNOWN] = "Die code is er niet. Kijk nog eens op je kaart.",
            [PEIL_CODE_USED] = "Met deze kaart heeft iemand al meegedaan. Vraag de "
                               "begeleider om een andere kaart.",
        },
        .waits = { "tien tellen", "een halve minuut", "een minuut" },
        .closed = "De vragenlijst is nu dicht.",
        .closed_what = "Wil je nog meedoen? Vraag het de begeleider.",
        .session_word = "Op het bord staat ook: ",
        .card_title = "Jouw code",
        .card_where = "Typ dit adres, of scan",
        .card_back = { "Deze code is van niemand. Hij staat niet op een lijst.",
                       "Je hebt hem alleen nodig als je scherm uitvalt.",
                       "Wil je met iemand praten? Bel gratis de Kindertelefoon: "
                       "0800-0432." },
        .hand = "Hand op",
        .hand_down = "Hand omlaag",
        .hand_up = "Er komt iemand naar je toe.",
        .board_wifi = "Kies deze wifi",
        .board_password = "wachtwoord",
        .board_go = "Ga hierheen",
        .board_code = "Typ de code van je kaart",
        .board_word = "Staat dit op je scherm? Dan zit je goed.",
        .still = "Ben je er nog?",
        .still_what = "Je antwoorden zijn bewaard. Ga je niet verder? Dan stopt het "
                      "vanzelf, en kan straks een ander beginnen.",
        .still_yes = "Ja, ik ga verder",
        .trial = "Oefenvraag",
        .languages = "Taal",
        .read_aloud = "Lees voor",
        .read_stop = "Stop met lezen",
        .listen = "Luisteren",
        .look = "letters en kleuren",
        .looks = { "Grotere letters", "Meer ruimte", "Zwart op wit" },
        .unsaved = "Even wachten, je antwoord is nog niet bewaard.",
        .cover = "Tik om verder te gaan",
        .rank_tap = "Tik eerst op wat je het belangrijkst vindt. Tik dan op nummer 2, "
                    "en zo verder. Tik nog een keer om iets weg te halen.",
        .rank_place = "plaats {1}",
        .scenes = { "Hoeveel vissen zie jij?", "Zie jij de uil?",
                    "Hoeveel vogels zie jij?" },
        .months = { "januari", "februari", "maart", "april", "mei", "juni", "juli",
                    "augustus", "september", "oktober", "november", "december" },
        .mistakes = {
            [PEIL_MISTAKE_NONE] = "",
            [PEIL_MISTAKE_CHOOSE] = "Kies een antwoord, of sla de vraag over.",
            [PEIL_MISTAKE_CHOOSE_ONE] = "Kies een antwoord.",
            [PEIL_MISTAKE_TOO_MANY] = "Dat zijn er te veel. Kies er hoogstens {1}.",
            [PEIL_MISTAKE_TOO_FEW] = "Dat zijn er te weinig. Kies er minstens {1}.",
            [PEIL_MISTAKE_EXCLUSIVE] = "Die antwoorden passen niet bij elkaar. Haal er "
                                       "een weg.",
            [PEIL_MISTAKE_NUMBER] = "Schrijf een getal, met cijfers.",
            [PEIL_MISTAKE_OUTSIDE] = "Schrijf een getal van {1} tot en met {2}.",
            [PEIL_MISTAKE_DATE] = "Die dag bestaat niet. Kijk de dag, de maand en het "
                                  "jaar na.",
            [PEIL_MISTAKE_PLACE] = "Geef elke plaats één keer. Begin bij plaats 1.",
            [PEIL_MISTAKE_TOO_LONG] = "Dat is te lang. Er passen {1} letters in.",
            [PEIL_MISTAKE_OTHER] = "Dat antwoord past niet bij deze vraag. Kies "
                                   "opnieuw.",
            [PEIL_MISTAKE_NOT_STORED] = "Even wachten, je antwoord is nog niet bewaard. "
                                        "Roep de begeleider.",
        },
    },
    {
        .language = "en",
        .next = "Next",
        .back = "Back",
        .skip = "Skip this question",
        .stop = "I stop",
        .question = "Question {1}",
        .of_about = "question {1} of about {2}",
        .explanation = "Explanation",
        .practice = "Practice: this does not count",
        .error = "Error",
        .several = "You can tick more than one box.",
        .at_most = "Choose at most {1}.",
        .at_least = "Choose at least {1}.",
        .ranking = "Give a 1 to what matters most to you, then a 2, and so on.",
        .specify = "What then? Write no names.",
        .day = "Day",
        .month = "Month",
        .year = "Year",
        .place = "Place of",
        .no_place = "none",
        .dont_know = "I don't know",
        .refuse = "I'd rather not say",
        .hand_in = "Hand in",
        .wipe = "Wipe my answers",
        .wipe_sure = "Are you sure?",
        .wipe_what = "Nobody will read your answers then. This cannot be undone.",
        .wipe_yes = "Yes, wipe everything",
        .wipe_no = "No, go back",
        .stop_title = "Do you want to stop?",
        .stop_what = "You may. You need not say why. What shall we do with what you have "
                     "filled in?",
        .stop_keep = "Keep what I filled in",
        .stop_back = "Go on with the questions",
        .closing = "Finished!",
        .done = "Thank you!",
        .done_what = "Your answers have been handed in. Leave the screen as it is.",
        .stopped = "You have stopped.",
        .stopped_what = "That is fine. What you filled in has been kept. Leave the screen "
                        "as it is.",
        .refused = "That is fine.",
        .refused_what = "You may do something for yourself. Leave the screen as it is.",
        .wiped = "Your answers have been wiped.",
        .wiped_what = "They do not count and nobody reads them. Leave the screen as "
                      "it is.",
        .next_pupil = "Next pupil",
        .ready_for_next = "Is the next pupil here?",
        .wait = "One moment",
        .wait_what = "Nothing can be stored yet. Call the person in charge.",
        .again = "Try again",
        .lost = "There is no such page.",
        .lost_what = "Go back to the questions. Your answers are still there.",
        .forbidden = "That did not work.",
        .forbidden_what = "This page does not belong to your questions. Begin at the "
                          "beginning. Still no luck? Call the person in charge.",
        .bad = "That did not work.",
        .bad_what = "The computer does not understand what came in. Go back to the "
                    "questions. Still no luck? Call the person in charge.",
        .start = "To the questions",
        .code_title = "Type your code",
        .code_label = "The six symbols on your card",
        .code_hint = "Capitals or small letters: both are fine.",
        .code_yours = "Is this the code on your card?",
        .code_begin = "Yes, to the questions",
        .code_type = "No, I'll type my code",
        .code_gone = "Your questions are not on this device any more. Did you go on at "
                     "another device? Then all is well. Do you want to go on here? Then "
                     "type your code.",
        .code_wait = "Too many wrong codes have been typed. Wait {1}. Meanwhile, have "
                     "another good look at your card.",
        .code_problems = {
            [PEIL_CODE_EMPTY] = "Type the code on your card.",
            [PEIL_CODE_SHORT] = "A code has six symbols. Have another look at your card.",
            [PEIL_CODE_FOREIGN] = "That cannot be right. A code has no A, E, I, O, U, B, "
                                  "S or Z, and no 0, 1, 5 or 8. Have another good look.",
            [PEIL_CODE_UNKNOWN] = "There is no such code. Have another look at your "
                                  "card.",
            [PEIL_CODE_USED] = "Somebody has taken part with this card already. Ask the "
                               "person in charge for another one.",
        },
        .waits = { "ten seconds", "half a minute", "a minute" },
        .closed = "The questionnaire is closed now.",
        .closed_what = "Do you still want to take part? Ask the person in charge.",
        .session_word = "On the board it also says: ",
        .card_title = "Your code",
        .card_where = "Type this address, or scan",
        .card_back = { "This code is nobody's. It is not on any list.",
                       "You only need it when your screen fails.",
                       "Would you like to talk to somebody? Ring the Kindertelefoon, "
                       "free of charge: 0800-0432." },
        .hand = "Hand up",
        .hand_down = "Hand down",
        .hand_up = "Somebody will come to you.",
        .board_wifi = "Choose this wifi",
        .board_password = "password",
        .board_go = "Go here",
        .board_code = "Type the code on your card",
        .board_word = "Is this on your screen? Then you are in the right place.",
        .still = "Are you still there?",
        .still_what = "Your answers have been kept. If you do not go on, it stops by "
                      "itself, and somebody else can begin here.",
        .still_yes = "Yes, I'll go on",
        .trial = "Practice question",
        .languages = "Language",
        .read_aloud = "Read aloud",
        .read_stop = "Stop reading",
        .listen = "Listen",
        .look = "letters and colours",
        .looks = { "Larger letters", "More room", "Black on white" },
        .unsaved = "One moment: your answer has not been stored yet.",
        .cover = "Tap to go on",
        .rank_tap = "First tap what matters most to you. Then tap number 2, and so on. "
                    "Tap again to take one away.",
        .rank_place = "place {1}",
        .scenes = { "How many fish do you see?", "Do you see the owl?",
                    "How many birds do you see?" },
        .months = { "January", "February", "March", "April", "May", "June", "July",
                    "August", "September", "October", "November", "December" },
        .mistakes = {
            [PEIL_MISTAKE_NONE] = "",
            [PEIL_MISTAKE_CHOOSE] = "Choose an answer, or skip the question.",
            [PEIL_MISTAKE_CHOOSE_ONE] = "Choose an answer.",
            [PEIL_MISTAKE_TOO_MANY] = "Those are too many. Choose at most {1}.",
            [PEIL_MISTAKE_TOO_FEW] = "Those are too few. Choose at least {1}.",
            [PEIL_MISTAKE_EXCLUSIVE] = "Those answers do not go together. Take one away.",
            [PEIL_MISTAKE_NUMBER] = "Write a number, in digits.",
            [PEIL_MISTAKE_OUTSIDE] = "Write a number from {1} to {2}.",
            [PEIL_MISTAKE_DATE] = "There is no such day. Look at the day, the month and "
                                  "the year again.",
            [PEIL_MISTAKE_PLACE] = "Give every place once. Begin with place 1.",
            [PEIL_MISTAKE_TOO_LONG] = "That is too long. There is room for {1} letters.",
            [PEIL_MISTAKE_OTHER] = "That answer does not fit this question. Choose again.",
            [PEIL_MISTAKE_NOT_STORED] = "One moment: your answer has not been stored yet. "
                                        "Call the person in charge.",
        },
    },
};

const struct peil_words *peil_words_find(const char *language)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(tables[i].language, language) == 0)
            return &tables[i];
    return &tables[0];
}

const char *peil_words_language(const char *language)
{
    static const char *const names[][2] = {
        { "nl", "Nederlands" }, { "en", "English" },     { "ar", "العربية" },
        { "bg", "Български" },  { "de", "Deutsch" },     { "es", "Español" },
        { "fa", "فارسی" },      { "fr", "Français" },    { "fy", "Frysk" },
        { "it", "Italiano" },   { "pap", "Papiamentu" }, { "pl", "Polski" },
        { "pt", "Português" },  { "ro", "Română" },      { "ru", "Русский" },
        { "so", "Soomaali" },   { "ti", "ትግርኛ" },        { "tr", "Türkçe" },
        { "uk", "Українська" }, { "zh", "中文" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i][0], language) == 0)
            return names[i][1];
    return language;
}

const char *peil_words_fill(struct peil_arena *arena, const char *words,
                            const char *first, const char *second)
{
    const char *brace = strchr(words, '{');
    if (brace == NULL)
        return words;
    assert((brace[1] == '1' || brace[1] == '2') && brace[2] == '}');
    return peil_arena_format(arena, "%.*s%s%s", (int)(brace - words), words,
                             brace[1] == '1' ? first : second,
                             peil_words_fill(arena, brace + 3, first, second));
}
