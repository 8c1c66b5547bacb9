//! Many minutes of a room: every vote that a phone was told is in is counted, and neither memory nor open files grow.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use attune::classroom::phone::{Device, Phase};
use attune::classroom::server::Server;

use crate::phone::{others, start, view};

/// How long a vote is open, and how long it is closed after it.
const OPEN: Duration = Duration::from_secs(8);
const CLOSED: Duration = Duration::from_secs(2);
/// An answer whose phone was not yet told that it is in.
const UNDER_WAY: Duration = Duration::from_millis(1_500);
/// More growth than this from the second minute to the end is a leak. What phones that join leave in memory is a few hundred bytes each.
const GROWTH_KB: u64 = 4_096;

/// Memory in use in KiB, and open files. `None` where the system does not tell.
fn usage() -> Option<(u64, usize)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let memory = line.split_whitespace().next()?.parse().ok()?;
    Some((memory, std::fs::read_dir("/proc/self/fd").ok()?.count()))
}

fn wait(time: Duration) {
    let (_sender, never) = channel::<()>();
    // It ends when the time is over: nothing is ever sent.
    let _ = never.recv_timeout(time);
}

/// Takes the answers in until the time is over, as the window does at each frame.
fn take_in(server: &Server, votes: &mut BTreeMap<Device, (u32, u8)>, time: Duration) {
    let end = Instant::now() + time;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match server.answers().recv_timeout(left) {
            Ok(answer) => {
                votes.insert(answer.device, (answer.question, answer.choice));
            }
            Err(_) => return,
        }
    }
}

/// Runs for so many minutes.
pub fn run(phones: usize, minutes: u64) {
    let server = start();
    let before = usage();
    let mut crowd = others("crowd", server.status().address, &server.code(), phones);
    let mut to = crowd.stdin.take().unwrap();
    let mut from = BufReader::new(crowd.stdout.take().unwrap());
    let begun = Instant::now();
    let end = begun + Duration::from_secs(minutes * 60);
    let (mut question, mut counted, mut lost) = (0, 0, 0);
    let (mut settled, mut said) = (None, 0);
    while Instant::now() < end {
        question += 1;
        let mut votes = BTreeMap::new();
        server.show(view(question, Phase::First));
        take_in(&server, &mut votes, OPEN);
        server.show(view(question, Phase::Discuss));
        take_in(&server, &mut votes, CLOSED.max(UNDER_WAY));
        writeln!(to, "count {question}").unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        let told: Vec<usize> = line.split_whitespace().map(|count| count.parse().unwrap()).collect();
        let mut here = vec![0; told.len()];
        for (of, choice) in votes.values() {
            assert_eq!(*of, question, "an answer to another question");
            here[usize::from(*choice)] += 1;
        }
        counted += here.iter().sum::<usize>();
        if here != told {
            lost += 1;
            println!("question {question}: phones were told {told:?}, and {here:?} are here");
        }
        let minute = begun.elapsed().as_secs() / 60;
        if minute > said {
            said = minute;
            let now = usage();
            settled = settled.or(now);
            let status = server.status();
            println!(
                "minute {minute}: {question} questions, {counted} answers, {} joined, {} here, {} connections, memory and files {now:?}",
                status.joined, status.connected, status.connections
            );
        }
    }
    let refused = server.status().refused.by_frequency();
    let last = usage();
    drop((to, from));
    crowd.wait().unwrap();
    wait(Duration::from_secs(7));
    let after = usage();
    println!("refused: {refused:?}");
    println!(
        "{minutes} minutes, {phones} phones, {question} questions, {counted} answers: {lost} questions whose sums differ; memory in KiB and open files \
         {before:?} before, {settled:?} after a minute, {last:?} in the last, {after:?} once all had gone"
    );
    assert_eq!(lost, 0, "votes were lost");
    assert_eq!(server.status().connections, 0, "connections were left open");
    if let (Some((_, files)), Some((_, left))) = (before, after) {
        assert_eq!(left, files, "files were left open");
    }
    if let (Some((first, _)), Some((last, _))) = (settled, last) {
        assert!(last <= first + GROWTH_KB, "memory grew from {first} to {last} KiB");
    }
}
