use assay_core::engine::runner::{Runner, TestCase};

fn case() -> TestCase {
    TestCase { name: "greets".into(), prompt: "hello".into(), policy: None }
}

#[tokio::test]
async fn fingerprint_parity_of_the_same_inputs() {
    let first = Runner::default().run(&[case()]).await.unwrap();
    let again = Runner::default().run(&[case()]).await.unwrap();
    assert_eq!(again[0].fingerprint, first[0].fingerprint);
}

#[tokio::test]
async fn skips_what_the_cache_knows() {
    let first = Runner::default().run(&[case()]).await.unwrap();
    let known = Runner { known: vec![first[0].fingerprint] };
    assert!(known.run(&[case()]).await.unwrap()[0].skipped);
}
