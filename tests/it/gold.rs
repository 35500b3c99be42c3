//! The engine against articles that we annotated by hand: no measure falls below its floor.

use std::fs;
use std::path::Path;

use kutip::eval::{GoldArticle, Scores, parse_gold};
use kutip::extract::extract;
use kutip::lang::Languages;
use kutip::model::QuotationKind;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name)).unwrap()
}

fn gold() -> Vec<GoldArticle> {
    parse_gold(&read("demo.jsonl")).unwrap()
}

fn scores(language: &str) -> Scores {
    let languages = Languages::embedded();
    let mut sum = Scores::default();
    for article in gold().iter().filter(|article| article.lang == language) {
        let found = extract(&article.text, languages.get(language).unwrap());
        sum.add(&Scores::of(&article.text, &article.annotations, &found));
    }
    sum
}

/// Measure, and its floors in hundredths by language, in the order of the file's first line.
fn floors() -> (Vec<String>, Vec<(String, Vec<f64>)>) {
    let text = read("floors.txt");
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let languages = words(lines.next().unwrap()).split_off(2);
    let rows = lines.map(words).map(|row| (row[0].clone(), row[1..].iter().map(|n| n.parse().unwrap()).collect()));
    (languages, rows.collect())
}

#[test]
fn no_measure_falls_below_its_floor() {
    let (languages, floors) = floors();
    let mut below = Vec::new();
    for (column, language) in languages.iter().enumerate() {
        let scores = scores(language);
        println!("{language}\n{scores}");
        assert_eq!(floors.len(), scores.measures().len(), "tests/gold/floors.txt has a line for each measure");
        for (name, tally) in scores.measures() {
            let (_, row) = floors.iter().find(|(measure, _)| measure == name).expect("a floor for each measure");
            if tally.f1() * 100.0 < row[column] {
                below.push(format!("{language}: {name} is {:.1}, its floor {}", tally.f1() * 100.0, row[column]));
            }
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

/// Guards the gold itself: a slipped offset would show here first.
#[test]
fn gold_quotations_stand_between_marks_and_names_have_no_edges() {
    let mut wrong = Vec::new();
    for article in gold() {
        let text = &article.text;
        for quotation in &article.annotations.quotations {
            let marks = (text[..quotation.span.start].chars().next_back(), text[quotation.span.end..].chars().next());
            let between_marks = matches!(marks, (Some('"' | '“'), Some('"' | '”')));
            if between_marks != (quotation.kind != QuotationKind::Indirect) {
                wrong.push(format!("{}: {:?} {}", article.id, quotation.kind, quotation.span.of(text)));
            }
            if let Some(speaker) = quotation.speaker
                && speaker.of(text) != speaker.of(text).trim_matches(|c: char| !c.is_alphanumeric())
            {
                wrong.push(format!("{}: speaker `{}`", article.id, speaker.of(text)));
            }
        }
        for mention in &article.annotations.mentions {
            let words = mention.span.of(text);
            if words != words.trim_matches(|c: char| !(c.is_alphanumeric() || c == '(' || c == ')')) {
                wrong.push(format!("{}: name `{words}`", article.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_gold_annotations_agree_wholly_with_themselves() {
    for article in gold() {
        let scores = Scores::of(&article.text, &article.annotations, &article.annotations);
        for (name, tally) in scores.measures() {
            assert_eq!(tally.f1(), 1.0, "{}: {name}", article.id);
        }
    }
}
