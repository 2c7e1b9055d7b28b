use assay_core::engine::runner::{Runner, TestCase};

#[tokio::test]
async fn fingerprint_parity_and_skip_of_a_known_case() {
    let case = TestCase { name: "greets".into(), prompt: "hello".into(), policy: None };
    let first = Runner::default().run(&[case.clone()]).await.unwrap();
    let known = Runner { known: vec![first[0].fingerprint] };
    let again = known.run(&[case]).await.unwrap();
    assert_eq!(again[0].fingerprint, first[0].fingerprint);
    assert!(again[0].skipped);
}
