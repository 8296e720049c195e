// Why a block of an archive is refused (fact sheet ledger §5.7, crypto §9.7).
namespace MobileCoin.Blockchain;

/// <summary>The kinds of refusal of a block that decodes, by the network's names of conversion errors.</summary>
public enum ArchiveError
{
    /// <summary>A part that must be there is missing: the block itself, or the evidence in its metadata.</summary>
    ObjectMissing,

    /// <summary>The block's or the metadata's signature does not verify.</summary>
    InvalidSignature,

    /// <summary>The contents have another hash, the header another id, or the block another parent than it should.</summary>
    InvalidContents,

    /// <summary>The quorum set in the metadata is not valid.</summary>
    InvalidQuorumSet,

    /// <summary>The responder id in the metadata is none.</summary>
    InvalidResponderId,

    /// <summary>A public key of an output encodes no group element.</summary>
    InvalidKey,
}

/// <summary>A block of an archive that decodes and is not what it says.</summary>
public sealed class ArchiveException : Exception
{
    internal ArchiveException(ArchiveError error, string message)
        : base($"{error}: {message}") => Error = error;

    /// <summary>What is wrong.</summary>
    public ArchiveError Error { get; }
}
