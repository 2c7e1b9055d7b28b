use std::thread;

/// Each CPU adds to its own slot, and the monitor adds the slots up: no increment is lost.
#[test]
fn stats_are_stable_under_concurrency() {
    let slots: Vec<u64> = thread::scope(|scope| {
        let cpus: Vec<_> = (0..4).map(|_| scope.spawn(|| (0..1_000).fold(0, |count, _| count + 1))).collect();
        cpus.into_iter().map(|cpu| cpu.join().unwrap()).collect()
    });
    assert_eq!(slots.iter().sum::<u64>(), 4_000);
}

/// A full ring is counted on the CPU that met it; what is told is the sum.
#[test]
fn drops_are_added_up_over_all_cpus() {
    let per_cpu = [3_u64, 0, 1, 0];
    assert_eq!(per_cpu.iter().sum::<u64>(), 4);
}
