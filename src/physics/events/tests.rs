use super::*;

#[test]
fn events_are_read_as_they_are_written() {
    for text in [
        "120:generate_kt:2",
        "0:j2:-0.1",
        "3:j4:0.30000000000000004",
        "3:class_drive:0",
        "9:class:7",
        "9:class:-1",
        "10:clamp:35=-0.5",
        "11:latent:2=-1.25",
        "11:latent:slant=0.5,2=-1.25,width=0",
        "12:latent_drive:4",
        "12:code:14",
        "12:code:x80a0ff,0.5",
        "12:code:3,x80,8",
        "10:release:35",
        "300:lesion:17",
        "4294967295:restore:17",
        "7:melt:12.5,3,4",
        "7:hold:0,0,0.75",
        "8:hold:-1",
    ] {
        assert_eq!(text.parse::<Event>().unwrap().to_string(), text);
    }
    let all = parse_events(" 120:generate_kt:2.0 ;;300:lesion:17; ").unwrap();
    assert_eq!(all.iter().map(Event::to_string).collect::<Vec<_>>(), ["120:generate_kt:2", "300:lesion:17"]);
    assert_eq!(parse_events("").unwrap(), []);
}

#[test]
fn what_is_no_event_is_refused_by_name() {
    for (text, field) in [
        ("lesion:17", "event"),
        ("x:lesion:17", "event"),
        ("-1:lesion:17", "event"),
        ("1:kt:2", "event"),
        ("1:lesion:-1", "lesion"),
        ("1:lesion:1.5", "lesion"),
        ("1:generate_kt:NaN", "generate_kt"),
        ("1:generate_kt:inf", "generate_kt"),
        ("1:clamp:35", "clamp"),
        ("1:latent:2", "latent"),
        ("1:latent:2=inf", "latent"),
        ("1:latent:2=1001", "latent"),
        ("1:latent:height=1", "latent"),
        ("1:latent:0=1,", "latent"),
        ("1:code:x8", "code"),
        ("1:code:x", "code"),
        ("1:code:x8g", "code"),
        ("1:code:-1", "code"),
        ("1:code:1,1.5", "code"),
        ("1:code:1,2,1", "code"),
        ("1:code:1,2,3,4", "code"),
        ("1:clamp:35=NaN", "clamp"),
        ("1:clamp:=1", "clamp"),
        ("1:class:256", "class"),
        ("1:melt:-1", "melt"),
        ("1:melt:1,2", "melt"),
        ("1:melt:1,2,3,4", "melt"),
        ("1:melt:1,2,-3", "melt"),
        ("1:melt:1,2,nan", "melt"),
        ("1:hold:inf,2,3", "hold"),
        ("1:class:-2", "class"),
    ] {
        assert_eq!(text.parse::<Event>().unwrap_err().name(), field, "{text}");
    }
    let many = "1:lesion:1;".repeat(MOST_EVENTS + 1);
    assert_eq!(parse_events(&many).unwrap_err().name(), "events");
}
