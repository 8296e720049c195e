// What accounts are made from (fact sheets crypto §1.6, §1.7; ledger §5.10, §8).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Client;

public sealed partial class Account
{
    private const int NewEntropySize = 32;

    /// <summary>The account of a mnemonic.</summary>
    /// <param name="words">12, 15, 18, 21 or 24 words with spaces between them.</param>
    /// <param name="accountIndex">Which of the mnemonic's accounts.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidMnemonic"/>: names the word that is wrong and its place.</exception>
    public static Account FromMnemonic(string words, uint accountIndex = 0, FogSettings? fog = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        try
        {
            using var mnemonic = Mnemonic.Parse(words);
            return FromMnemonic(mnemonic, accountIndex, fog);
        }
        catch (MnemonicException e)
        {
            throw new MobileCoinException(ClientError.InvalidMnemonic, Describe(e, words), e);
        }
    }

    /// <summary>A new account, of 24 words.</summary>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <param name="mnemonic">The words, which the account's owner writes down.</param>
    /// <param name="random">Randomness; null for the system's.</param>
    public static Account Create(FogSettings? fog, out string mnemonic, RandomFill? random = null)
    {
        Span<byte> entropy = stackalloc byte[NewEntropySize];
        (random ?? RandomNumberGenerator.Fill)(entropy);
        using var drawn = new Mnemonic(entropy);
        CryptographicOperations.ZeroMemory(entropy);
        mnemonic = drawn.ToPhrase();
        return FromMnemonic(drawn, 0, fog);
    }

    /// <summary>The account of root entropy, as before mnemonics.</summary>
    /// <param name="entropy">32 bytes; copied.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidEntropy"/>: another length.</exception>
    public static Account FromEntropy(ReadOnlySpan<byte> entropy, FogSettings? fog = null)
    {
        if (entropy.Length != RootIdentity.EntropySize)
        {
            throw new MobileCoinException(ClientError.InvalidEntropy, $"root entropy has {RootIdentity.EntropySize} bytes, and these are {entropy.Length}");
        }
        using var identity = fog is null ? new RootIdentity(entropy) : new RootIdentity(entropy, fog.ReportUrl, fog.ReportId, fog.AuthoritySpki.Span);
        return new Account(identity.ToAccountKey());
    }

    /// <summary>The account of a key file: a mnemonic or root entropy, with or without fog.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidKeyFile"/>: names the file and what is wrong with it.</exception>
    public static Account FromKeyFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] contents = [];
        try
        {
            contents = File.ReadAllBytes(path);
            return new Account(KeyFile.ReadAccountKey(contents));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MobileCoinException(ClientError.InvalidKeyFile, $"{path}: it cannot be read: {e.Message}", e);
        }
        catch (MnemonicException e)
        {
            throw new MobileCoinException(ClientError.InvalidKeyFile, $"{path}: {Describe(e, words: null)}", e);
        }
        catch (WireException e)
        {
            throw new MobileCoinException(ClientError.InvalidKeyFile, $"{path}: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contents);
        }
    }

    /// <summary>An account from its keys.</summary>
    /// <param name="key">Copied: the caller keeps, and disposes of, its own.</param>
    public static Account FromKey(AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new Account(key.WithFog(key.FogReportUrl, key.FogReportId, key.FogAuthoritySpki));
    }

    /// <summary>What sees an account's outputs without spending them.</summary>
    /// <param name="viewPrivateKey">The view private key; copied.</param>
    /// <param name="spendPublicKey">The spend public key.</param>
    /// <param name="fog">The account's fog; null for none.</param>
    public static Account ViewOnly(RistrettoPrivate viewPrivateKey, in RistrettoPublic spendPublicKey, FogSettings? fog = null) =>
        new(new ViewAccountKey(viewPrivateKey, spendPublicKey), fog);

    private static Account FromMnemonic(Mnemonic mnemonic, uint accountIndex, FogSettings? fog)
    {
        using var key = Slip10Key.Derive(mnemonic, accountIndex);
        return new Account(key.ToAccountKey(fog?.ReportUrl ?? "", fog?.ReportId ?? "", fog is null ? default : fog.AuthoritySpki.Span));
    }

    // Of a file's words none is told: what is in the file is not what somebody is typing now.
    private static string Describe(MnemonicException e, string? words)
    {
        string[] all = words?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return e.Error switch
        {
            MnemonicError.InvalidWord when e.Place <= all.Length => $"word {e.Place}, '{all[e.Place - 1]}', is not on the list of mnemonic words",
            MnemonicError.InvalidWord => $"word {e.Place} of the mnemonic is not on the list of mnemonic words",
            MnemonicError.InvalidWordLength when words is not null => $"a mnemonic has 12, 15, 18, 21 or 24 words, and these are {all.Length}",
            MnemonicError.InvalidWordLength => "the mnemonic has not 12, 15, 18, 21 or 24 words",
            _ => "all words are on the list, but they do not belong together: one of them is another, or two changed places",
        };
    }
}
