// The three files of an account (fact sheet ledger §5.10, §8).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.App.Files;

namespace MobileCoin.App.Keys;

/// <summary>Writes an account's files: the secret one for its owner alone.</summary>
internal static class AccountFiles
{
    /// <summary>Writes the files of account 0 of a mnemonic.</summary>
    /// <param name="source">The flag that names the folder, for the error.</param>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="name">The files' name without its end.</param>
    /// <param name="mnemonic">The account's.</param>
    /// <param name="fog">Its fog.</param>
    internal static void Write(string source, string folder, string name, Mnemonic mnemonic, (string Url, string Id, byte[] Spki) fog)
    {
        using UncheckedMnemonicAccount account = new(mnemonic, 0, fog.Url, fog.Id, fog.Spki);
        using AccountKey keys = account.ToAccountKey();
        PublicAddress address = keys.DefaultSubaddress();
        byte[] secret = KeyFile.WriteSecret(account);
        OutputFile.Write(source, Path.Combine(folder, name + KeyFile.SecretExtension), secret, isSecret: true);
        CryptographicOperations.ZeroMemory(secret);
        OutputFile.Write(source, Path.Combine(folder, name + KeyFile.PublicExtension), KeyFile.WritePublic(address));
        OutputFile.Write(source, Path.Combine(folder, name + KeyFile.B58Extension), KeyFile.WriteB58(address));
    }
}
