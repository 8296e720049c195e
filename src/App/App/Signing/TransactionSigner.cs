// An offline signer (fact sheet ledger §4.6).
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Transactions.OfflineSigning;

namespace MobileCoin.App.Signing;

/// <summary>transaction-signer</summary>
internal static class TransactionSigner
{
    private static readonly Flag<string> Secrets = JsonFile("secret-file", "MC_SECRET_FILE", "the file of the secrets") with { Default = "mc_secrets.json" };
    private static readonly Flag<string> NewSecrets = JsonFile("output", null, "the file for the secrets, which must not be there; without it --secret-file");
    private static readonly Flag<string> Input = JsonFile("input", null, "the file of the request") with { IsRequired = true };
    private static readonly Flag<string> Output = JsonFile("output", null, "the file for the answer") with { IsRequired = true };
    private static readonly Flag<uint> Account = Flags.Number("account", "MC_ACCOUNT", "which of the mnemonic's accounts", 0u, (uint)int.MaxValue) with { Default = 0 };
    private static readonly Flag<string> Name = Flags.Text("name", null, "a name for people; it is not kept") with { IsIgnored = true };
    private static readonly Flag<string> Phrase = Flags.Text("mnemonic", null, "the 24 words; without them they are read from standard input, where other users do not see them") with { IsPositional = true, IsSecret = true };

    internal static ConsoleProgram Program { get; } = new("transaction-signer", "Keeps an account's keys away from the network, and signs with them.")
    {
        Flags = [Secrets],
        Commands =
        [
            new("create", "Makes the secrets of a new account.") { Flags = [NewSecrets], Run = Of(Create) },
            new("import", "Makes the secrets of a mnemonic.") { Flags = [Phrase, Name, NewSecrets], Run = ImportAsync },
            new("get-account", "Writes the keys that find an account's outputs: {view_private, spend_public, account_index}.") { Flags = [Account, Output], Run = Of(GetAccount) },
            new("sync-txos", "Computes key images: {account_id, txos: [{subaddress, tx_out_public_key}]} to {account_id, txos: [{tx_out_public_key, key_image}]}.") { Flags = [Account, Input, Output], Run = Of(SyncTxos) },
            new("sign-tx", "Signs a transaction: {account_id, unsigned_tx} to {account_id, tx, txos}, the transactions as messages in hex.") { Flags = [Account, Input, Output], Run = Of(SignTx) },
        ],
    };

    private static Flag<string> JsonFile(string name, string? variable, string description) => Flags.One(name, variable, description,
        static text => text.EndsWith(".json", StringComparison.Ordinal) ? text : throw new FlagException("the file's name does not end in .json")) with { ValueName = "path" };

    private static Func<ProgramContext, Task<int>> Of(Action<FlagValues> run) => context =>
    {
        run(context.Values);
        return Task.FromResult(ExitCode.Success);
    };

    private static void Create(FlagValues values)
    {
        byte[] entropy = GC.AllocateArray<byte>(32, pinned: true);
        RandomNumberGenerator.Fill(entropy);
        using var mnemonic = new Mnemonic(entropy);
        CryptographicOperations.ZeroMemory(entropy);
        WriteSecrets(values, mnemonic);
    }

    private static async Task<int> ImportAsync(ProgramContext context)
    {
        string phrase = context.Values.Find(Phrase) ?? await context.Surroundings.Input.ReadToEndAsync().ConfigureAwait(false);
        try
        {
            using Mnemonic mnemonic = SignerSecrets.Check(Mnemonic.Parse(phrase.AsSpan().Trim()));
            WriteSecrets(context.Values, mnemonic);
        }
        catch (Exception e) when (InputFile.IsRefusal(e))
        {
            throw new HostingException($"{Phrase.Title}: {e.Message}", e);
        }
        return ExitCode.Success;
    }

    private static void WriteSecrets(FlagValues values, Mnemonic mnemonic)
    {
        if (values.Find(NewSecrets) is { } output) SignerSecrets.Write(NewSecrets.Title, output, mnemonic);
        else SignerSecrets.Write(Secrets.Title, values.Get(Secrets), mnemonic);
    }

    private static AccountKey ReadAccount(FlagValues values) => SignerSecrets.ReadAccount(Secrets.Title, values.Get(Secrets), values.Get(Account));

    private static void GetAccount(FlagValues values)
    {
        using AccountKey account = ReadAccount(values);
        using var info = new AccountInfo(new RistrettoPrivate(account.ViewPrivateKey.Scalar), account.SpendPrivateKey.PublicKey(), values.Get(Account));
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(info, OfflineSigningJson.Default.AccountInfo);
        OutputFile.Write(Output.Title, values.Get(Output), json, isSecret: true);
        CryptographicOperations.ZeroMemory(json);
    }

    private static void SyncTxos(FlagValues values)
    {
        using AccountKey account = ReadAccount(values);
        string path = values.Get(Input);
        TxoSyncReq request = InputFile.Read(Input.Title, path, static contents => JsonSerializer.Deserialize(contents, OfflineSigningJson.Default.TxoSyncReq) ?? throw new FormatException("null"));
        var txos = new TxoSynced[request.Txos.Count];
        for (int i = 0; i < txos.Length; i++)
        {
            TxoUnsynced txo = request.Txos[i];
            if (!txo.TxOutPublicKey.TryDecompress(out RistrettoPoint point)) throw new HostingException($"{Input.Title}: {path}: txos[{i}].tx_out_public_key: no public key");
            using RistrettoPrivate spend = account.SubaddressSpendPrivate(txo.Subaddress);
            using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(new RistrettoPublic(point), account.ViewPrivateKey, spend);
            txos[i] = new TxoSynced(txo.TxOutPublicKey, KeyImage.Create(onetime));
        }
        OutputFile.Write(Output.Title, values.Get(Output), JsonSerializer.SerializeToUtf8Bytes(new TxoSyncResp(request.AccountId, txos), OfflineSigningJson.Default.TxoSyncResp));
    }

    private static void SignTx(FlagValues values)
    {
        using AccountKey account = ReadAccount(values);
        string path = values.Get(Input);
        using TxSignReq request = InputFile.Read(Input.Title, path, TxSignReq.Parse);
        TxoSynced[] txos;
        Tx tx;
        try
        {
            CompressedRistretto[] spent = [.. request.UnsignedTx.Rings.Select(SpentOutput)];
            tx = request.UnsignedTx.Sign(new LocalRingSigner(account), RandomNumberGenerator.Fill);
            txos = [.. spent.Zip(tx.KeyImages(), static (key, image) => new TxoSynced(key, image))];
        }
        catch (Exception e) when (e is UnsupportedBlockVersionException or RingCtException or RingSignerException or FormatException)
        {
            throw new HostingException($"{Input.Title}: {path}: {e.Message}", e);
        }
        OutputFile.Write(Output.Title, values.Get(Output), new TxSignResp(request.AccountId, tx, txos).ToJson());
    }

    private static CompressedRistretto SpentOutput(InputRing ring, int index) => ring is SignableInputRing signable && signable.RealInputIndex < signable.Members.Length
        ? signable.Members[(int)signable.RealInputIndex].PublicKey
        : throw new FormatException($"ring {index} is signed already, or has no such member as it says to spend");
}
