// Key files (fact sheets crypto §1.6, §1.8; ledger §5.10).
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.App.Inspection;
using MobileCoin.App.Keys;
using MobileCoin.Client;
using MobileCoin.Hosting;

namespace MobileCoin.App.Wallet;

/// <summary>wallet new</summary>
internal static class NewWallet
{
    internal static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string path = values.Get(WalletFlags.KeyFileFlag);
        if (File.Exists(path)) throw new HostingException($"{WalletFlags.KeyFileFlag.Title}: {path}: there is a file already, which is left alone: give another name");
        (string Url, string Id, byte[] Spki) fog = Fog(values);
        bool isNew = !values.IsGiven(WalletFlags.MnemonicFile) && !values.Get(WalletFlags.Restore);
        string words = isNew ? Draw() : await ReadAsync(context).ConfigureAwait(false);
        // The client says which word is wrong, and where.
        using (Account checkedAccount = NetworkFlags.Told(values.Find(WalletFlags.MnemonicFile) ?? "the words", () => Account.FromMnemonic(words, values.Get(WalletFlags.AccountIndex))))
        using (Mnemonic mnemonic = Mnemonic.Parse(words))
        using (var account = new UncheckedMnemonicAccount(mnemonic, values.Get(WalletFlags.AccountIndex), fog.Url, fog.Id, fog.Spki))
        using (AccountKey keys = account.ToAccountKey())
        {
            byte[] secret = KeyFile.WriteSecret(account);
            OutputFile.Write(WalletFlags.KeyFileFlag.Title, path, secret, isSecret: true, mustBeNew: true);
            CryptographicOperations.ZeroMemory(secret);
            await TellAsync(context, path, keys.DefaultSubaddress(), isNew ? words : null).ConfigureAwait(false);
        }
        return ExitCode.Success;
    }

    private static async Task TellAsync(ProgramContext context, string path, PublicAddress address, string? words)
    {
        TextWriter output = context.Surroundings.Output;
        string b58 = PaymentCode.Of(address).ToBase58();
        if (context.Values.Get(WalletFlags.Json))
        {
            await output.WriteAsync(AddressJson.Write(json =>
            {
                json.WriteString("keyfile", path);
                json.WriteString("address", b58);
                json.WriteString("fog_report_url", address.FogReportUrl);
            })).ConfigureAwait(false);
            return;
        }
        if (words is not null)
        {
            await output.WriteLineAsync("The account's 24 words. Whoever has them has its money: write them down, and keep them where nobody else looks.\n").ConfigureAwait(false);
            string[] each = words.Split(' ');
            for (int i = 0; i < each.Length; i += 6)
            {
                await output.WriteLineAsync("  " + string.Concat(each.Skip(i).Take(6).Select((word, j) => $"{i + j + 1,2} {word,-10}")).TrimEnd()).ConfigureAwait(false);
            }
            await output.WriteLineAsync().ConfigureAwait(false);
        }
        await output.WriteLineAsync($"Key file  {path}\nAddress   {b58}").ConfigureAwait(false);
        await output.WriteLineAsync(address.HasFog ? $"Fog       {address.FogReportUrl}" : "Fog       none: the wallet looks through every block for what is paid to it").ConfigureAwait(false);
    }

    private static (string Url, string Id, byte[] Spki) Fog(FlagValues values)
    {
        if (values.IsGiven(FogFlags.Url)) return FogFlags.Read(values);
        if (values.Get(WalletFlags.NoFog)) return ("", "", []);
        MobileCoinNetwork? network = NetworkFlags.Find(values);
        if (network is null) throw new HostingException($"nothing says which fog the account is to have: give {NetworkFlags.File.Title}, {FogFlags.Url.Title}, or {WalletFlags.NoFog.Title}");
        return network.Fog is { } fog
            ? (fog.ReportUrl, fog.ReportId, fog.AuthoritySpki.ToArray())
            : throw new HostingException($"{NetworkFlags.File.Title}: the network names no fog for new accounts: give {FogFlags.Url.Title}, or {WalletFlags.NoFog.Title}");
    }

    private static string Draw()
    {
        using Account account = Account.Create(null, out string words);
        return words;
    }

    private static async Task<string> ReadAsync(ProgramContext context)
    {
        string? path = context.Values.Find(WalletFlags.MnemonicFile);
        string? text = path switch
        {
            null => await PromptAsync(context.Surroundings).ConfigureAwait(false),
            "-" => await context.Surroundings.Input.ReadToEndAsync().ConfigureAwait(false),
            _ => InputFile.Read(WalletFlags.MnemonicFile.Title, path, static bytes => Encoding.UTF8.GetString(bytes)),
        };
        return string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // What is typed is not shown.
    private static async Task<string?> PromptAsync(ProgramSurroundings surroundings)
    {
        await surroundings.Error.WriteAsync("The account's words, with spaces between them: ").ConfigureAwait(false);
        if (surroundings.Input != Console.In || Console.IsInputRedirected) return await surroundings.Input.ReadLineAsync().ConfigureAwait(false);
        var text = new StringBuilder();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace) text.Append(key.KeyChar);
            else if (text.Length > 0) text.Length--;
        }
        await surroundings.Error.WriteLineAsync().ConfigureAwait(false);
        return text.ToString();
    }
}
