package cite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"florilegium/clipper"
)

var writtenAt = time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)

func chapter(level int, text string) Part {
	return Part{Kind: clipper.HeadingPart, Level: level, Text: text}
}

func own(text string) Part { return Part{Kind: clipper.WordsPart, Text: text} }

func quote(s clipper.Source, paragraph int, text string) Part {
	return Part{Kind: clipper.ClipPart, Source: s, Clip: clipper.Clip{Quote: text, Paragraph: paragraph}}
}

var (
	courrier = clipper.Source{Type: "article-newspaper", Title: "À l’école, « on étouffe » dès juin", Container: "Le Courrier du Canal",
		Authors: by("Jean de La Fontaine et Marie d’Ormesson"), Issued: on(2024, 9, 12), Accessed: read, URL: "https://courrier.example/societe/ecole?id=3&p=1", Language: "fr", CiteKey: "fontaine2024"}
	canal = clipper.Source{Type: "webpage", Title: "Les écluses du canal de la Brède", Container: "Patrimoine des eaux",
		Authors: by("Marie d’Ormesson"), Issued: on(2023, 4, 0), Accessed: read, URL: "https://patrimoine.example/ecluses", Language: "fr", CiteKey: "ormesson2023"}
	woche = clipper.Source{Type: "article-magazine", Title: "Straße „unter Wasser“", Container: "Die Woche", Authors: by("Anna Schmidt und Friedrich von Hagen"),
		Issued: on(2023, 5, 14), Accessed: read, URL: "https://woche.example/strasse", Language: "de", CiteKey: "schmidt2023"}
	dnevnik = clipper.Source{Type: "post-weblog", Title: "Вода и город", Container: "Дневник реки", Authors: by("Иван Петров"), Issued: on(2018, 3, 2), Accessed: read,
		URL: "https://dnevnik.example/1", Language: "ru", CiteKey: "petrov2018"}
	qanat = clipper.Source{Type: "webpage", Title: "الماء والمدينة", Container: "صحيفة القناة", Authors: by("أحمد علي"), Issued: on(2021, 6, 1), Accessed: read,
		URL: "https://qanat.example/1", Language: "ar", CiteKey: "ahmad2021"}
	shui = clipper.Source{Type: "webpage", Title: "运河边的村庄", Container: "水乡周报", Authors: by("王小明"), Issued: on(2020, 10, 9), Accessed: read,
		URL: "https://shui.example/1", Language: "zh", CiteKey: "wang2020"}
	gazette = clipper.Source{Type: "article-newspaper", Title: "What the engineers said about the lock", Container: "The Canal Gazette", Authors: by("Grace O’Neill"),
		Issued: on(2022, 1, 30), Accessed: read, URL: "https://gazette.example/lock", Language: "en-GB", CiteKey: "oneill2022"}
)

const long = "Depuis trois étés, les salles du premier étage dépassent trente-quatre degrés à la mi-journée, et les enseignants déplacent les cours dans la cour, sous les deux tilleuls qui restent\u202f; on y apporte les chaises, on y lit, on y compte, et l’on attend que le vent du canal se lève. « Nous ne demandons pas la lune », répète la directrice, « seulement de l’ombre et de l’eau fraîche ».\nLa mairie promet des volets pour l’an prochain."

// thesis is a text that quotes in every language and cites in every way.
func thesis(style *CSLStyle) Document {
	return Document{Title: "L’eau et la ville", Style: style, Lang: style.Locale(), Written: writtenAt, Author: "Camille Roux", Parts: []Part{
		chapter(1, "La chaleur à l’école"),
		own("On le sait depuis longtemps : l’eau fait la ville autant que la ville fait l’eau. Les témoignages recueillis au bord du canal le disent sans détour, et d’abord ceux des enfants.\n\nLa maîtresse note que"),
		quote(courrier, 4, "Ils tentent de rester en « état de mouvement », comme l’eau"),
		own(", et la suite de l’article le confirme longuement."),
		quote(courrier, 7, long),
		own("Le même article ajoute un détail."),
		quote(courrier, 7, "La mairie promet des volets pour l’an prochain."),
		chapter(2, "Les écluses"),
		quote(canal, 2, "On ne ferme pas une écluse, on la laisse dormir."),
		quote(courrier, 9, "Personne n’a bu l’eau du canal."),
		chapter(1, "Ailleurs"),
		own("En Allemagne,"),
		quote(woche, 3, "„Wir schwimmen zur Arbeit“, sagt der Bürgermeister, „und abends zurück.“"),
		own("En Russie :"),
		quote(dnevnik, 1, "Вода не спрашивает дороги, она её находит."),
		own("En arabe :"),
		quote(qanat, 5, "المدينة التي تنسى نهرها (وهو أقدم منها) تنسى اسمها في عام 1950."),
		own("En chinois :"),
		quote(shui, 2, "水往低处流，人往高处走。运河边的老人说：“我们哪儿也不去。”"),
		own("En anglais :"),
		quote(gazette, 6, "“It’s not a lock,” one of them said, “it’s a ‘promise’ in stone.”"),
		{Kind: clipper.ClipPart, Source: clipper.Source{Type: "report", Title: "État des lieux", Authors: by("Institut national de l’eau et des rivières"), Issued: on(2018, 0, 0), URL: "https://inerc.example/r.pdf", Language: "fr"}},
	}}
}

func TestLookAtDocuments(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	for _, c := range [][2]string{{"chicago-notes", "fr-FR"}, {"apa", "fr-FR"}, {"ieee", "en-US"}, {"chicago-notes", "en-US"}} {
		for _, f := range []Format{HTML, DOCX, ODT} {
			var b bytes.Buffer
			if err := WriteDocument(&b, f, thesis(loaded(t, builtIn(), c[0], c[1]))); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, c[0]+"-"+c[1]+"-"+string(f)+f.Ext()), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
