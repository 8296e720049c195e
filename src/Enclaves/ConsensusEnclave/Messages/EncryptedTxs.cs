// Transactions that the host keeps and cannot read (fact sheet consensus §3.4). The two kinds are under different keys: a transaction of the
// second kind is known to have passed validation in this very enclave.
namespace MobileCoin.ConsensusEnclave;

/// <summary>A transaction as it was proposed, readable to this enclave alone.</summary>
/// <param name="Bytes">Cipher text; of no meaning to anybody else.</param>
public sealed record LocallyEncryptedTx(ReadOnlyMemory<byte> Bytes);

/// <summary>A transaction that passed validation in this enclave, readable to it alone.</summary>
/// <param name="Bytes">Cipher text; of no meaning to anybody else.</param>
public sealed record WellFormedEncryptedTx(ReadOnlyMemory<byte> Bytes);
