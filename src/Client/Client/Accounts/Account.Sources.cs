// What accounts are made from (fact sheets crypto §1.6, §1.7; ledger §5.10, §8).
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Client;

public sealed partial class Account
{
    /// <summary>The account of a mnemonic.</summary>
    /// <param name="words">12, 15, 18, 21 or 24 words with spaces between them.</param>
    /// <param name="accountIndex">Which of the mnemonic's accounts.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidMnemonic"/>: names the word that is wrong and its place.</exception>
    public static Account FromMnemonic(string words, uint accountIndex = 0, FogSettings? fog = null) => throw new NotImplementedException();

    /// <summary>A new account, of 24 words.</summary>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <param name="mnemonic">The words, which the account's owner writes down.</param>
    /// <param name="random">Randomness; null for the system's.</param>
    public static Account Create(FogSettings? fog, out string mnemonic, RandomFill? random = null) => throw new NotImplementedException();

    /// <summary>The account of root entropy, as before mnemonics.</summary>
    /// <param name="entropy">32 bytes; copied.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidEntropy"/>: another length.</exception>
    public static Account FromEntropy(ReadOnlySpan<byte> entropy, FogSettings? fog = null) => throw new NotImplementedException();

    /// <summary>The account of a key file: a mnemonic or root entropy, with or without fog.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidKeyFile"/>: names the file and what is wrong with it.</exception>
    public static Account FromKeyFile(string path) => throw new NotImplementedException();

    /// <summary>An account from its keys.</summary>
    /// <param name="key">Copied: the caller keeps, and disposes of, its own.</param>
    public static Account FromKey(AccountKey key) => throw new NotImplementedException();

    /// <summary>What sees an account's outputs without spending them.</summary>
    /// <param name="viewPrivateKey">The view private key; copied.</param>
    /// <param name="spendPublicKey">The spend public key.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    public static Account ViewOnly(RistrettoPrivate viewPrivateKey, in RistrettoPublic spendPublicKey, FogSettings? fog = null) =>
        throw new NotImplementedException();
}
