# The files that are compiled in: room, file, name.
embed(collect collect/style.css style_css)
embed(collect collect/wave.svg wave_svg)
embed(collect collect/cards.css cards_css)
embed(collect collect/icon.svg icon_svg)
embed(questionnaires questionnaires/new.xml new_xml)
embed(reports reports/report.css report_css)
