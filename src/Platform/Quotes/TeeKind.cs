// The kinds of trusted execution environments (fact sheet attestation §3.1, §3.6.1).
namespace MobileCoin.Quotes;

/// <summary>What quotes are made by.</summary>
public enum TeeKind
{
    /// <summary>Software: it proves nothing and protects nothing.</summary>
    Simulated,

    /// <summary>An SGX enclave under Gramine.</summary>
    SgxDcap,

    /// <summary>An Intel trust domain.</summary>
    Tdx,

    /// <summary>An AMD SEV-SNP guest.</summary>
    SevSnp,
}
