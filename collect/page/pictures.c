#include "collect/page/pictures.h"

#include <string.h>

/* Drawn on 48 by 48. Class "soft" is the ground, "dot" is filled with ink; all else
 * is line. Faces share one head. */
#define HEAD                                                                           \
    "<circle class=\"soft\" cx=\"24\" cy=\"24\" r=\"21\"/>"                            \
    "<circle class=\"dot\" cx=\"17\" cy=\"20\" r=\"2.2\"/>"                            \
    "<circle class=\"dot\" cx=\"31\" cy=\"20\" r=\"2.2\"/>"
#define EAR                                                                            \
    "<path class=\"soft\" d=\"M13 20a11 11 0 0 1 22 0c0 6.5-5 8.5-7 12.5"              \
    "-1.6 3.3-2.2 8-7 8-3.7 0-6-2.7-6-6\"/>"                                           \
    "<path d=\"M18.5 21a5.5 5.5 0 1 1 10 3.2c-1.7 2.3-4.5 2.8-4.5 6\"/>"

static const struct picture {
    const char *name, *markup;
} pictures[] = {
    { "delighted", HEAD "<path class=\"open\" d=\"M13 27h22a11 11 0 0 1-22 0z\"/>" },
    { "glad", HEAD "<path d=\"M13.5 28c2 5 6 7.5 10.5 7.5s8.5-2.5 10.5"
                   "-7.5\"/>" },
    { "fine", HEAD "<path d=\"M15.5 30c2.2 2.7 5.2 4 8.5 4s6.3-1.3 8.5"
                   "-4\"/>" },
    { "so-so", HEAD "<path d=\"M16 32h16\"/>" },
    { "sad", HEAD "<path d=\"M16 34.5c2-3 4.8-4.5 8-4.5s6 1.5 8 4.5\"/>" },
    { "ear", EAR },
    { "listen", EAR "<path d=\"M39 12a15 15 0 0 1 1.5 13M43 8a21 21 0 0 1 2 20M7.5 "
                    "13a15 15 0 0 0-.5 12\"/>" },
    { "talk", "<path class=\"soft\" d=\"M9 7h20a4 4 0 0 1 4 4v9a4 4 0 0 1-4 4h-11l-7 "
              "6v-6h-2a4 4 0 0 1-4-4v-9a4 4 0 0 1 4-4z\"/>"
              "<path d=\"M38 17h1a4 4 0 0 1 4 4v9a4 4 0 0 1-4 4h-1v6l-7-6h-7a4 4 0 0 "
              "1-4-4v-.5\"/>"
              "<path d=\"M12 13.5h14M12 18h8\"/>" },
    { "school", "<path class=\"soft\" d=\"M14 42v-21l10-8 10 8v21z\"/>"
                "<path d=\"M14 26h-9v16h38v-16h-9M24 13v-9h8l-2.5 3 2.5 3h-8\"/>"
                "<path d=\"M20.5 42v-7a3.5 3.5 0 0 1 7 0v7\"/>"
                "<circle cx=\"24\" cy=\"23.5\" r=\"2.5\"/>"
                "<path d=\"M9.5 32v3M38.5 32v3\"/>" },
    { "home", "<path class=\"soft\" d=\"M10 21v20h28v-20l-14-13z\"/>"
              "<path d=\"M5 25l19-18 19 18M33 10v5\"/>"
              "<path d=\"M20 41v-9a4 4 0 0 1 8 0v9\"/>" },
    { "free", "<circle class=\"soft\" cx=\"24\" cy=\"24\" r=\"18\"/>"
              "<path d=\"M30.5 17.5a8.5 8.5 0 1 0 0 13M15 22h10M15 26h10\"/>"
              "<path class=\"gap\" d=\"M40 8 8 40\"/><path d=\"M41 7 7 41\"/>" },
    { "secret", "<path d=\"M15.5 21v-6a8.5 8.5 0 0 1 17 0v6\"/>"
                "<rect class=\"soft\" x=\"9\" y=\"21\" width=\"30\" height=\"21\" "
                "rx=\"5\"/><circle class=\"dot\" cx=\"24\" cy=\"30\" r=\"2.5\"/>"
                "<path d=\"M24 31v5\"/>" },
    { "think", "<path class=\"soft\" d=\"M15 31a8 8 0 0 1-2.5-15.6 9.5 9.5 0 0 1 "
               "18-3.4 7.5 7.5 0 0 1 9.5 7.5 6.5 6.5 0 0 1-3.5 11.5z\"/>"
               "<circle cx=\"14.5\" cy=\"37\" r=\"3\"/>"
               "<circle class=\"dot\" cx=\"8.5\" cy=\"42.5\" r=\"1.6\"/>"
               "<path d=\"M19.5 23h.01M26 23h.01M32.5 23h.01\"/>" },
    { "book", "<path class=\"soft\" d=\"M24 13c-4-3.5-10-4.5-18-4v28c8-.5 14 .5 18 "
              "4 4-3.5 10-4.5 18-4v-28c-8-.5-14 .5-18 4z\"/>"
              "<path d=\"M24 13v28M11.5 17c3 0 5.5.4 7.5 1.2M11.5 23.5c3 0 "
              "5.5.4 7.5 1.2M36.5 17c-3 0-5.5.4-7.5 1.2M36.5 23.5c-3 "
              "0-5.5.4-7.5 1.2\"/>" },
    { "sum",
      "<rect class=\"soft\" x=\"6\" y=\"6\" width=\"36\" height=\"36\" rx=\"8\"/>"
      "<path d=\"M24 6v36M6 24h36M15 11.5v7M11.5 15h7M29.5 15h7M12.5 "
      "30.5l5 5M17.5 30.5l-5 5M29.5 31.5h7M29.5 35h7\"/>" },
    { "phone", "<path class=\"soft\" d=\"M16.5 6.5l4.5 9.5-5 4.5c2 5 6 9 11.5 "
               "11.5l4.5-5 9.5 4.5c.5 5.5-2.5 10-8 10-13.5 0-27-13.5-27"
               "-27 0-5.5 4.5-8.5 10-8z\"/>"
               "<path d=\"M29 14a7 7 0 0 1 5 5M30.5 7a14 14 0 0 1 10.5 10.5\"/>" },
    { "heart", "<path class=\"soft\" d=\"M24 40c-9-6.5-17-13-17-21.5a8.8 8.8 0 0 1 "
               "17-3.3 8.8 8.8 0 0 1 17 3.3c0 8.5-8 15-17 21.5z\"/>"
               "<path d=\"M13 19a4 4 0 0 1 3.5-4.5\"/>" },
    { "hand", "<path class=\"soft\" d=\"M14.5 27v-13.5a2.8 2.8 0 0 1 5.6 0v-4a2.8 "
              "2.8 0 0 1 5.6 0v2a2.8 2.8 0 0 1 5.6 0v5a2.8 2.8 0 0 1 5.6 0v14"
              "c0 8-5 12.5-11.5 12.5-5.5 0-8.5-2.5-11-7l-5-8.5c-1.7-3 2-5.3 "
              "4.2-2.8z\"/>"
              "<path d=\"M20.1 13.5v9.5M25.7 10.5v12.5M31.3 16.5v7\"/>" },
    { "card",
      "<rect class=\"soft\" x=\"5\" y=\"10\" width=\"38\" height=\"28\" rx=\"5\"/>"
      "<path d=\"M11.5 21h3M18 21h3M27 21h3M33.5 21h3M12 30h13\"/>" },
    { "water",
      "<path class=\"soft\" d=\"M13.5 26a10.5 10.5 0 0 1 21 0z\"/>"
      "<path d=\"M24 6v4M8.5 12.5l2.8 2.8M39.5 12.5l-2.8 2.8M3 33c3.5-3 7-3 "
      "10.5 0s7 3 10.5 0 7-3 10.5 0 7 3 10.5 0M10 41c2.3-2 4.7-2 7 0s4.7 2 7 0 "
      "4.7-2 7 0 4.7 2 7 0\"/>" },
};

static const char *find(const char *name)
{
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++)
        if (strcmp(pictures[i].name, name) == 0)
            return pictures[i].markup;
    return NULL;
}

bool peil_picture_is_known(const char *name)
{
    return find(name) != NULL;
}

void peil_picture_write(struct peil_html *html, const char *name)
{
    const char *markup = find(name);
    if (markup == NULL)
        return;
    peil_html_trusted(html, "<svg class=\"picture\" viewBox=\"0 0 48 48\" "
                            "aria-hidden=\"true\" focusable=\"false\">");
    peil_html_trusted(html, markup);
    peil_html_trusted(html, "</svg>");
}
