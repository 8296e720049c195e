// A wallet's command that asks the network: the account, what is known of it, and Ctrl-C.
using MobileCoin.App.Files;
using MobileCoin.Client;
using MobileCoin.Hosting;

namespace MobileCoin.App.Wallet;

/// <summary>What a command works with. What it learns is kept in a file beside the key file, whether it succeeds or not.</summary>
internal sealed class WalletSession
{
    private const string StateExtension = ".state", PendingExtension = ".pending";

    private readonly ProgramContext _context;
    private readonly string _keyFile;
    private byte[] _known;

    private WalletSession(ProgramContext context, MobileCoinClient client, CancellationToken stop)
    {
        (_context, Client, Stop) = (context, client, stop);
        _keyFile = context.Values.Get(WalletFlags.KeyFileFlag);
        _known = client.SaveState();
    }

    internal MobileCoinClient Client { get; }

    /// <summary>Ctrl-C, SIGTERM.</summary>
    internal CancellationToken Stop { get; }

    internal FlagValues Values => _context.Values;

    internal ProgramSurroundings Surroundings => _context.Surroundings;

    /// <summary>The file of a payment that is being sent.</summary>
    internal string PendingFile => _keyFile + PendingExtension;

    /// <summary>The account of the key file.</summary>
    /// <exception cref="HostingException">It cannot be read.</exception>
    internal static Account Open(FlagValues values) => NetworkFlags.Told(WalletFlags.KeyFileFlag.Title, () => Account.FromKeyFile(values.Get(WalletFlags.KeyFileFlag)));

    /// <summary>Runs a command.</summary>
    internal static async Task<int> RunAsync(ProgramContext context, ClientMaker maker, Func<WalletSession, Task<int>> command)
    {
        MobileCoinNetwork network = NetworkFlags.Find(context.Values) ?? throw NetworkFlags.Missing(NetworkFlags.File);
        if (context.Values.Get(NetworkFlags.AllowSimulated)) network = network with { Trust = EnclaveTrust.Simulated };
        using Account account = Open(context.Values);
        using WalletLock alone = WalletLock.Take(context.Values.Get(WalletFlags.KeyFileFlag));
        using var stop = new Interruption(context.Surroundings.Stop);
        var log = new ProcessLog(LogOptions.FromEnvironment(QuietUnlessAsked(context.Surroundings.Variable), context.Program, toError: true), context.Surroundings);
        await using (log.ConfigureAwait(false))
        {
            MobileCoinClient client = Make(context, maker, account, network, new ClientOptions
            {
                LoggerFactory = log.LoggerFactory,
                TimeProvider = context.Surroundings.TimeProvider,
                // What was paid to it has no hints that a Fog could read.
                ScanBlocks = account.Fog is null,
            });
            await using (client.ConfigureAwait(false))
            {
                var session = new WalletSession(context, client, stop.Token);
                try
                {
                    return await command(session).ConfigureAwait(false);
                }
                catch (MobileCoinException e)
                {
                    throw NetworkFlags.Told(e);
                }
                catch (OperationCanceledException e) when (stop.Token.IsCancellationRequested)
                {
                    throw new HostingException("interrupted", e);
                }
                finally
                {
                    session.Save();
                }
            }
        }
    }

    /// <summary>Keeps what is known, if that is more than before: what was never learnt would only bind the file to a network.</summary>
    /// <exception cref="HostingException">It cannot be written.</exception>
    internal void Save()
    {
        byte[] state = Client.SaveState();
        if (state.AsSpan().SequenceEqual(_known)) return;
        OutputFile.Write(WalletFlags.KeyFileFlag.Title, _keyFile + StateExtension, state, isSecret: true);
        _known = state;
    }

    /// <summary>Asks for everything new.</summary>
    internal Task<AccountSnapshot> UpdateAsync() => Client.UpdateAsync(cancellationToken: Stop);

    /// <summary>Asks whoever sits at the terminal; no answer means no.</summary>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    internal async Task<bool> AskAsync(string question)
    {
        await Surroundings.Error.WriteAsync($"{question} [y/N] ").ConfigureAwait(false);
        // A console's reader does not hear of Ctrl-C.
        string? answer = await Task.Run(Surroundings.Input.ReadLine, Stop).WaitAsync(Stop).ConfigureAwait(false);
        if (answer is null) await Surroundings.Error.WriteLineAsync().ConfigureAwait(false);
        return answer?.Trim() is "y" or "Y" or "yes";
    }

    private static MobileCoinClient Make(ProgramContext context, ClientMaker maker, Account account, MobileCoinNetwork network, ClientOptions options)
    {
        string path = context.Values.Get(WalletFlags.KeyFileFlag) + StateExtension;
        byte[]? state = File.Exists(path) ? InputFile.Read(WalletFlags.KeyFileFlag.Title, path, static bytes => bytes.ToArray()) : null;
        try
        {
            return maker(account, network, state, options);
        }
        catch (MobileCoinException e)
        {
            throw e.Error is ClientError.StateCorrupt or ClientError.StateVersion or ClientError.StateOfOtherAccount or ClientError.WrongNetwork && state is not null
                ? new HostingException($"{path}: {e.Message}. Move the file away: everything is found again", e)
                : NetworkFlags.Told(e);
        }
    }

    // A terminal is for the command's answer: what goes on inside is told to whoever asks.
    private static Func<string, string?> QuietUnlessAsked(Func<string, string?> variable) => name =>
        name == "RUST_LOG" && string.IsNullOrEmpty(variable(name)) && string.IsNullOrEmpty(variable("MC_LOG")) ? "error" : variable(name);
}
