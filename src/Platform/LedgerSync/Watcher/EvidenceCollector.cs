// The evidence of the enclaves whose keys signed blocks (fact sheet ledger §6.4).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>Obtains the evidence of a consensus node by its attested handshake.</summary>
public interface IEvidenceSource
{
    /// <summary>The evidence that the node answers a handshake with, whatever it is worth.</summary>
    /// <param name="source">A source with a consensus URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Exception">The node cannot be asked, or answers nonsense.</exception>
    Task<AttestationEvidence> GetEvidenceAsync(WatcherSource source, CancellationToken cancellationToken);
}

/// <summary>Asks nodes for the evidence of signers that are new in their archives, and records it unverified.</summary>
public sealed class EvidenceCollector(
    WatcherDb database, IReadOnlyList<WatcherSource> sources, IEvidenceSource evidence, TimeSpan pollInterval, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await CollectAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(pollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks once for all that is queued.</summary>
    internal async Task CollectAsync(CancellationToken cancellationToken)
    {
        foreach ((string url, IReadOnlyList<Ed25519Public> signers) in Queue())
        {
            if (signers.Count == 0 || sources.FirstOrDefault(s => s.TxSourceUrl == url && s.ConsensusClientUrl is not null) is not { } source) continue;
            string node = source.ConsensusClientUrl!.ToString();
            try
            {
                AttestationEvidence given = await evidence.GetEvidenceAsync(source, cancellationToken).ConfigureAwait(false);
                if (BlockSigner.Of(given) is not { } signer)
                {
                    SyncLog.EvidenceMissing(logger, node, "its evidence names no key");
                    continue;
                }
                // The node has one enclave: its earlier keys' evidence is not to be had any more.
                database.AddAttestationEvidence(url, signer, given, [.. signers.Where(s => s != signer)]);
                SyncLog.EvidenceStored(logger, node, Convert.ToHexStringLower(signer.ToBytes()));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever a node does, the others are asked; it is asked again.
                SyncLog.EvidenceMissing(logger, node, e.Message);
            }
        }
    }

    private IReadOnlyDictionary<string, IReadOnlyList<Ed25519Public>> Queue()
    {
        try
        {
            return database.GetPollQueue();
        }
        catch (WatcherDbException e)
        {
            SyncLog.WatcherFailed(logger, e.Message);
            return new Dictionary<string, IReadOnlyList<Ed25519Public>>(StringComparer.Ordinal);
        }
    }
}
