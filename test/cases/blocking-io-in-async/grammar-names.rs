// Words of the grammar's own as ordinary names, and other forms that it does not know.
use snapshots::str;

async fn expectations(input: &[u8]) {
    let expected = [("a", Some(str!["a"])), ("b", None)];
    check(input).prints(str![[r#"
        read: fs::read("x")
    "#]]);
    let made = char!('a', std::fs::read("x")); //~ blocking-io-in-async@27
    u8!{ std::fs::read("x") }; //~ blocking-io-in-async@10
    str!();
    drop((expected, made));
}

async fn patterns(value: Value) -> usize {
    let Pair::<u8> { first, second } = value.into();
    let wide = Pair::<Vec<(u8, Vec<u16>)>> { first: std::fs::read("x"), second }; //~ blocking-io-in-async@53
    let parts::Pair::<u8> { first: inner, .. } = wide.into();
    match value.count() {
        default @ 0 => default,
        union @ (1 | 2) => std::fs::read("union").unwrap().len() + union, //~ blocking-io-in-async@28
        u8 @ 3..=4 => std::fs::read("x").unwrap()[0] as usize + u8, //~ blocking-io-in-async@23
        bool @ 5 if std::fs::metadata("x").is_ok() => bool, //~ blocking-io-in-async@21
        _ => usize::from(first) + inner,
    }
}

async fn inferred(value: Value) {
    let compare = Box::new(|a, b| order(a, b)) as Box<dyn Fn(&_, &_) -> _>;
    let visit = std::fs::read("x").map(|_| 1) as Result<Box<dyn FnMut(_, &_)>, _>; //~ blocking-io-in-async@17
    value.each(compare, visit);
}
