use assay_core::engine::runner::{Runner, TestCase};

#[tokio::test]
async fn the_same_inputs_have_the_same_fingerprint() {
    let case = TestCase { name: "greets".into(), prompt: "hello".into(), policy: None };
    let outcomes = Runner::default().run(&[case.clone(), case]).await.unwrap();
    assert_eq!(outcomes[0].fingerprint, outcomes[1].fingerprint);
}
