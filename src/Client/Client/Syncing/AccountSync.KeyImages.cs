// Which outputs are spent (fact sheet fog §6.3, §7.7 steps 4 and 5).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal sealed partial class AccountSync
{
    // Several questions on their way at a time.
    private const int QuestionsAtOnce = 4;

    private async Task AskKeyImagesAsync()
    {
        TrackedTxOut[] all;
        ulong found;
        lock (state.Lock)
        {
            found = state.Found;
            all = state.ToAsk(found);
        }
        TrackedTxOut[][] chunks = [.. all.Chunk(Math.Max(1, options.MaxKeyImages))];
        long done = 0;
        foreach (TrackedTxOut[][] some in chunks.Chunk(QuestionsAtOnce))
        {
            Report(SyncStage.KeyImages, done, all.Length);
            Task[] questions = [.. some.Select(s => AskAsync(s, found))];
            await Task.WhenAll(questions).ConfigureAwait(false);
            done += some.Sum(s => s.Length);
        }
    }

    private async Task AskAsync(TrackedTxOut[] some, ulong found)
    {
        var request = new CheckKeyImagesRequest([.. some.Select(o => new KeyImageQuery(o.Output.KeyImage!.Value, 0))]);
        CheckKeyImagesResponse answer = await transport.CheckKeyImagesAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Results.Count != some.Length) throw Contradiction($"Fog ledger: {answer.Results.Count} results for {some.Length} key images");
        lock (state.Lock)
        {
            for (int i = 0; i < some.Length; i++)
            {
                if (answer.Results[i].KeyImage != some[i].Output.KeyImage) throw Contradiction("Fog ledger: a result for another key image");
                if (some[i].Objection(answer.Results[i]) is { } objection) throw Contradiction("Fog ledger: " + objection);
            }
            // Of blocks that were not looked at yet it is asked again, with them: one wrong count must not end the asking.
            for (int i = 0; i < some.Length; i++) some[i].Learn(answer.Results[i], Math.Min(answer.NumBlocks, found));
            LearnLedger(answer.NumBlocks, answer.GlobalTxoCount);
        }
    }
}
