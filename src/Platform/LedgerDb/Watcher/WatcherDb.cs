// What archives and nodes said of blocks (fact sheet ledger §6.4).
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>
/// The watcher's database: for each source URL the signatures of blocks, with their times, perhaps the blocks, and the evidence of the
/// enclaves that signed. URLs are the texts that they were configured with; keys are their bytes.
/// </summary>
public sealed class WatcherDb : IDisposable
{
    /// <summary>Opens the database for writing, makes it if there is none, and stores which sources there are.</summary>
    /// <param name="path">The folder, made if missing.</param>
    /// <param name="sourceUrls">The sources.</param>
    public static WatcherDb OpenOrCreate(string path, IEnumerable<string> sourceUrls) => throw new NotSupportedException();

    /// <summary>Opens the database for reading; another process writes.</summary>
    public static WatcherDb OpenReadOnly(string path) => throw new NotSupportedException();

    /// <summary>The configured sources, in the order of their bytes.</summary>
    public IReadOnlyList<string> GetConfigUrls() => throw new NotSupportedException();

    /// <summary>The last block of each configured source that was synced; null where none was.</summary>
    public IReadOnlyDictionary<string, ulong?> LastSyncedBlocks() => throw new NotSupportedException();

    /// <summary>The highest block that all sources are synced to; 0 while one is not synced at all.</summary>
    public ulong HighestCommonBlock() => throw new NotSupportedException();

    /// <summary>Stores that a source is synced to a block.</summary>
    public void UpdateLastSynced(string url, ulong index) => throw new NotSupportedException();

    /// <summary>
    /// Stores a block's signature as a source has it, that the source is synced to the block, and, if nothing is known of the signer's evidence
    /// there, that the source shall be asked for it.
    /// </summary>
    /// <param name="url">The source.</param>
    /// <param name="index">The block.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="archiveFilename">The file's name in the archive.</param>
    public void AddBlockSignature(string url, ulong index, BlockSignature signature, string archiveFilename) => throw new NotSupportedException();

    /// <summary>The signatures of a block, from all sources.</summary>
    public IReadOnlyList<BlockSignatureData> GetBlockSignatures(ulong index) => throw new NotSupportedException();

    /// <summary>Stores a block as a source has it.</summary>
    public void AddBlockData(string url, BlockData block) => throw new NotSupportedException();

    /// <summary>A block as a source has it.</summary>
    public BlockData GetBlockData(string url, ulong index) => throw new NotSupportedException();

    /// <summary>A block as each source has it that has it.</summary>
    public IReadOnlyDictionary<string, BlockData> GetBlockDataMap(ulong index) => throw new NotSupportedException();

    /// <summary>When a block was signed: the earliest time that a source gives, in seconds since 1970, or 2^64 − 1 with the reason why it is unknown.</summary>
    public (ulong Timestamp, TimestampResultCode Code) GetBlockTimestamp(ulong index) => throw new NotSupportedException();

    /// <summary>
    /// Waits until it is known when a block was signed, as long as that takes. 2^64 − 1 at once for the origin block and for 2^64 − 1.
    /// </summary>
    /// <param name="index">The block.</param>
    /// <param name="warnAfter">After each such time of the watcher lying behind, <paramref name="warn"/> is called.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Told what the wait is for; null for nobody.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ulong> PollBlockTimestampAsync(
        ulong index, TimeSpan warnAfter, TimeProvider time, Action<TimestampResultCode, string>? warn = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <summary>Stores what a source gave as the evidence of a signer, and takes the signers of its queue that were looked for off it.</summary>
    /// <param name="url">The source.</param>
    /// <param name="signer">Whose evidence it is.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="signersWithout">Signers of the source's queue that turned out to have no evidence.</param>
    public void AddAttestationEvidence(string url, in Ed25519Public signer, AttestationEvidence evidence, IReadOnlyCollection<Ed25519Public> signersWithout) =>
        throw new NotSupportedException();

    /// <summary>The evidence of a signer by source; null where the source had none to give.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AttestationEvidence?>> GetEvidenceForSigner(in Ed25519Public signer) => throw new NotSupportedException();

    /// <summary>The signers whose evidence each source shall be asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Ed25519Public>> GetPollQueue() => throw new NotSupportedException();

    /// <summary>The runs of blocks with one signer, by source (for <c>mc-watcher-db-dump</c>).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SignerRange>> GetSignerRanges() => throw new NotSupportedException();

    /// <summary>Removes all that a source said.</summary>
    public void RemoveAllForSourceUrl(string url) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}

/// <summary>Blocks from one to another, both included, that one signer signed.</summary>
/// <param name="First">The first block.</param>
/// <param name="Last">The last block.</param>
/// <param name="Signer">The signer.</param>
public sealed record SignerRange(ulong First, ulong Last, Ed25519Public Signer);

/// <summary>A block's signature as a source has it.</summary>
/// <param name="SourceUrl">The source.</param>
/// <param name="ArchiveFilename">The file's name in the archive.</param>
/// <param name="Signature">The signature.</param>
public sealed record BlockSignatureData(string SourceUrl, string ArchiveFilename, BlockSignature Signature);
