// What the enclaves of fog view and fog ledger refuse with (fact sheet fog §5.4-5.6, §6.3, §6.5, §8.3).
using MobileCoin.Attestation;
using MobileCoin.Wire;

namespace MobileCoin.FogEnclave;

/// <summary>What is wrong.</summary>
public enum EnclaveErrorKind
{
    /// <summary>A handshake, a session, a message of one, or evidence: <see cref="EnclaveException.Attest"/> tells.</summary>
    Attest,

    /// <summary>A message decrypts and holds no query, or no answer.</summary>
    ProstDecode,

    /// <summary>A query has more search keys than are answered.</summary>
    TooManyKeys,

    /// <summary>A query has more key images than are answered.</summary>
    TooManyKeyImages,

    /// <summary>A request for outputs has more indices than are answered.</summary>
    TooManyIndices,

    /// <summary>A record's key has not 16 bytes.</summary>
    KeyWrongSize,

    /// <summary>A record's key is all zero.</summary>
    KeyRejected,

    /// <summary>A record has more than 239 bytes, or none.</summary>
    ValueTooLarge,

    /// <summary>There is no room for more.</summary>
    MapOverflow,

    /// <summary>A sealed query was not sealed by this enclave.</summary>
    Sealing,

    /// <summary>No shard answered.</summary>
    NoShardResponse,

    /// <summary>What a store answered is no answer to the query.</summary>
    BadShardResponse,
}

/// <summary>The enclave refuses a call. The message holds nothing that the host may not know.</summary>
public sealed class EnclaveException : Exception
{
    internal EnclaveException(EnclaveErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    internal EnclaveException(AttestException attest)
        : this(EnclaveErrorKind.Attest, attest.Message, attest) => Attest = attest.Error;

    // A store's answer is at fault.
    internal EnclaveException(string store, AttestException attest)
        : this(attest) => Store = store;

    internal EnclaveException(string store, WireException decoding)
        : this(EnclaveErrorKind.ProstDecode, $"the answer of {store} does not decode: {decoding.Message}", decoding) => Store = store;

    /// <summary>What is wrong.</summary>
    public EnclaveErrorKind Kind { get; }

    /// <summary>For <see cref="EnclaveErrorKind.Attest"/>: why the channel refuses.</summary>
    public AttestError? Attest { get; }

    /// <summary>The responder id of the store whose answer is at fault; null: no store's is, or it is not known whose.</summary>
    public string? Store { get; }
}
