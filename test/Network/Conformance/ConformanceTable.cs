// The table of the conformance tests, as the sheet has it (fact sheet fog §7.9). Bn[k] is the k-th output of block n.
namespace MobileCoin.Network;

/// <summary>A row: what has happened, and what the wallets of accounts 0 to 4 may say.</summary>
/// <param name="Name">The step.</param>
/// <param name="Change">What has changed since the step before.</param>
/// <param name="Cells">One for each account, in the sheet's notation.</param>
internal sealed record TableStep(string Name, string Change, params string[] Cells)
{
    /// <summary>The cells, read; "same" repeats the cell before it.</summary>
    internal IReadOnlyList<AllowedAnswers> Answers { get; } = Read(Cells);

    private static AllowedAnswers[] Read(string[] cells)
    {
        var answers = new AllowedAnswers[cells.Length];
        for (int i = 0; i < cells.Length; i++) answers[i] = cells[i] == "same" ? answers[i - 1] : AllowedAnswers.Parse(cells[i]);
        return answers;
    }
}

/// <summary>The table.</summary>
internal static class ConformanceTable
{
    internal static IReadOnlyList<TableStep> Steps { get; } =
    [
        new("from1", "nothing yet (origin block exists, not scanned)",
            "0:0 1:0 → 0 or 1", "same", "same", "same", "same"),
        new("from2", "block 1 in L1+L2: 0 gets 15 and 4, 1 gets 9, 3 gets 17, 4 gets 27; dummy key image of 32 zero bytes",
            "0:0 1:0 2:19 → 2", "…2:9 → 2", "…2:0 → 2", "…2:17 → 2", "…2:27 → 2"),
        new("from3", "block 2 in both: 3 gets 19, 4 gets 2; spends B1[0], B1[2], B1[4]",
            "2:19 3:4 → 3", "2:9 3:0 → 3", "2:0 3:0 → 3", "2:17 3:36 → 3", "2:27 3:2 → 3"),
        new("from3a", "block 3 in L1 only: 1 to accounts 0,1,2,4 and 3 to account 3; spends all of B2",
            "3:4 → 3", "3:0 4:1 → 3 or 4", "3:0 4:1 → 3 or 4", "3:36 → 3", "3:2 → 3"),
        new("from4", "block 3 into L2",
            "3:4 4:5 → 4", "3:0 4:1 → 4", "3:0 4:1 → 4", "3:36 4:20 → 4", "3:2 4:1 → 4"),
        new("from4a", "block 4 in L2 only: 0 gets 7 and 3, 1 gets 2 and 4; spends all of B3, B1[1], B1[3]",
            "4:5 → 4", "4:1 → 4", "4:1 → 4", "4:20 → 4", "4:1 → 4"),
        new("from5", "block 4 into L1",
            "4:5 5:10 → 5", "4:1 5:6 → 5", "4:1 5:0 → 5", "4:20 5:0 → 5", "4:1 5:0 → 5"),
        new("from5a", "block 5 in L1 only: 9 to everyone; spends B4[0], B4[3]",
            "5:10 → 5", "5:6 → 5", "5:0 6:9 → 5 or 6", "5:0 6:9 → 5 or 6", "5:0 6:9 → 5 or 6"),
        new("from6a", "block 6 in L1 only: 1 to everyone; spends B4[2], B5[3]",
            "5:10 → 5", "5:6 → 5", "5:0 6:9 → 5 or 6", "same", "same"),
        new("from6b", "block 5 into L2",
            "5:10 6:12 → 6", "5:6 6:11 → 6", "5:0 6:9 → 6", "5:0 6:9 → 6", "5:0 6:9 → 6"),
        new("from7a", "block 7 in L1 only: 4 to account 4; spends B5[2]",
            "6:12 → 6", "6:11 → 6", "6:9 → 6", "6:9 → 6", "6:9 → 6"),
        new("from7b", "block 6 into L2",
            "6:12 7:13 → 7", "6:11 7:10 → 7", "6:9 7:10 → 7", "6:9 7:1 → 7", "6:9 7:10 → 7"),
        new("from7c", "block 7 into L2",
            "7:13 8:13 → 8", "7:10 8:10 → 8", "7:10 8:1 → 8", "7:1 8:1 → 8", "7:10 8:14 → 8"),
        new("from8", "ingest2 starts (its own state file, the same L1, not peered) and is activated; ingest1 retires, and is still active; "
            + "block 8 in both with hints to ingest2's key: 2 to everyone, spends B7[0]; both ingests are active",
            "8:13 9:15 → 9", "8:10 9:12 → 9", "8:1 9:3 → 9", "8:1 9:3 → 9", "8:14 9:12 → 9"),
        new("from9", "block 9 in both: 1 to everyone, spends B8[0]; then ingest1 is idle, ingest2 active",
            "9:15 10:14 → 10", "9:12 10:13 → 10", "9:3 10:4 → 10", "9:3 10:4 → 10", "9:12 10:13 → 10"),
        new("from10a", "the view store restarts",
            "0:0 1:0 10:14 → 10", "…10:13 → 10", "…10:4 → 10", "…10:4 → 10", "…10:13 → 10"),
        new("from10b", "block 10 in both: 3 to everyone, spends B9[1]",
            "10:14 11:17 → 11", "10:13 11:15 → 11", "10:4 11:7 → 11", "10:4 11:7 → 11", "10:13 11:16 → 11"),
        new("from11a", "ingest2 stops and its state file is deleted; block 11 in L2 only (hints to the key that is lost now): 5 to everyone, spends B10[0]",
            "11:17 12:19 → 11", "11:15 12:20 → 11", "11:7 12:12 → 11", "11:7 12:12 → 11", "11:16 12:21 → 11"),
        new("from11b", "ingest2 starts and is activated with a new key; the old one is reported lost; the reports have another key; block 11 into L1",
            "11:17 12:19 → 12", "11:15 12:20 → 12", "11:7 12:12 → 12", "11:7 12:12 → 12", "11:16 12:21 → 12"),
    ];
}
