// One update of what is known of an account (fact sheets fog §5.9, §7.7, §11 items 15 and 39).
using Microsoft.Extensions.Logging;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>
/// Asks Fog for everything new and adds it to the state, piece by piece: what was learnt before something failed stays learnt, and an answer
/// that contradicts itself changes nothing. One update at a time.
/// </summary>
internal sealed partial class AccountSync(
    AccountState state, IFogTransport transport, ClientOptions options, ILogger log, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
{
    /// <summary>Whether whole blocks are looked through instead of asking Fog view.</summary>
    internal static bool Scans(OutputReader reader, ClientOptions options) => options.ScanBlocks || !reader.CanSpend;

    internal async Task RunAsync()
    {
        try
        {
            if (Scans(state.Reader, options)) await FollowLedgerAsync().ConfigureAwait(false);
            else await AskViewAsync().ConfigureAwait(false);
            await LookThroughMissedAsync().ConfigureAwait(false);
            await AskKeyImagesAsync().ConfigureAwait(false);
        }
        catch (MobileCoinException e) when (e.Error == ClientError.InconsistentAnswer)
        {
            ClientLog.NotBelieved(log, e.Message);
            throw;
        }
    }

    // Without search keys, every block is taken for a missed one.
    private async Task FollowLedgerAsync()
    {
        Report(SyncStage.Events, 0, 0);
        CheckKeyImagesResponse tip = await transport.CheckKeyImagesAsync(new CheckKeyImagesRequest([]), cancellationToken).ConfigureAwait(false);
        lock (state.Lock)
        {
            if (tip.NumBlocks > state.Processed) state.Missed.Add(new BlockRange(state.Processed, tip.NumBlocks));
            state.Processed = Math.Max(state.Processed, tip.NumBlocks);
            state.Scanned = true;
            LearnLedger(tip.NumBlocks, tip.GlobalTxoCount);
        }
    }

    private void LearnLedger(ulong blocks, ulong txOuts)
    {
        state.LedgerBlocks = Math.Max(state.LedgerBlocks, blocks);
        state.LedgerTxOuts = Math.Max(state.LedgerTxOuts, txOuts);
    }

    private void Report(SyncStage stage, long done, long total) => progress?.Report(new SyncProgress(stage, done, total));

    private static MobileCoinException Contradiction(string reason) => new(ClientError.InconsistentAnswer, reason);
}
