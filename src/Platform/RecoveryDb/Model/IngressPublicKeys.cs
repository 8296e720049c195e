// Ingress keys and what becomes of them (fact sheet fog §2.15, §3.2, §3.4).
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

/// <summary>The state of an ingress key.</summary>
/// <param name="StartBlock">The first block that it may be used for.</param>
/// <param name="PubkeyExpiry">The greatest expiry ever published, a block; 0 if none was.</param>
/// <param name="Retired">Whether it is no longer published.</param>
/// <param name="Lost">Whether nobody has its private key any more.</param>
public readonly record struct IngressPublicKeyStatus(ulong StartBlock, ulong PubkeyExpiry, bool Retired, bool Lost);

/// <summary>An ingress key, its state, and how far it has come.</summary>
/// <param name="Key">The key.</param>
/// <param name="Status">Its state.</param>
/// <param name="LastScannedBlock">The last block that was scanned with it; null if none was.</param>
public readonly record struct IngressPublicKeyRecord(CompressedRistretto Key, IngressPublicKeyStatus Status, ulong? LastScannedBlock)
{
    /// <summary>
    /// The blocks that it has to deliver: of a lost one those that were scanned, of a retired one those up to its expiry, else all from its
    /// first on.
    /// </summary>
    public BlockRange BlockRange => this switch
    {
        { Status.Lost: true, LastScannedBlock: { } last } => new(Status.StartBlock, last + 1),
        { Status.Lost: true } => default,
        { Status.Retired: true } => new(Status.StartBlock, Status.PubkeyExpiry),
        _ => new(Status.StartBlock, ulong.MaxValue),
    };

    /// <summary>Whether it has to deliver a block.</summary>
    public bool CoversBlockIndex(ulong block) => BlockRange.Contains(block);
}

/// <summary>Which ingress keys are wanted.</summary>
/// <param name="IncludeLost">Lost ones too.</param>
/// <param name="IncludeRetired">Retired ones too.</param>
/// <param name="OnlyUnexpired">Only those that have scanned a block, and whose expiry is beyond the last they scanned.</param>
public readonly record struct IngressPublicKeyRecordFilters(bool IncludeLost = false, bool IncludeRetired = false, bool OnlyUnexpired = false)
{
    /// <summary>Every key.</summary>
    public static IngressPublicKeyRecordFilters All => new(IncludeLost: true, IncludeRetired: true);

    internal bool Takes(in IngressPublicKeyRecord record) =>
        (IncludeLost || !record.Status.Lost) && (IncludeRetired || !record.Status.Retired)
        && (!OnlyUnexpired || (record.LastScannedBlock is { } last && record.Status.PubkeyExpiry > last));
}
