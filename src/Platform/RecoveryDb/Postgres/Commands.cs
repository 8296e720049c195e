// Short forms for statements with positional parameters.
using MobileCoin.Curve25519;
using Npgsql;
using NpgsqlTypes;

namespace MobileCoin.RecoveryDb;

internal static class Commands
{
    /// <summary>A statement; parameters are $1, $2, …: long, int, string, byte[], bool, DateTime, a key, arrays, or null for a bigint.</summary>
    internal static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? value in parameters)
        {
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                CompressedRistretto key => new NpgsqlParameter { Value = key.ToBytes(), NpgsqlDbType = NpgsqlDbType.Bytea },
                ulong number => new NpgsqlParameter<long> { TypedValue = (long)number },
                _ => new NpgsqlParameter { Value = value },
            });
        }
        return command;
    }

    internal static async Task<int> ExecuteAsync(this NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command.ConfigureAwait(false)) return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row; null if there is no row, or nothing in it.</summary>
    internal static async Task<object?> ScalarAsync(this NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command.ConfigureAwait(false))
        {
            object? value = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            return value is DBNull ? null : value;
        }
    }

    internal static async Task<List<T>> RowsAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await using (command.ConfigureAwait(false))
        {
            List<T> rows = [];
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) rows.Add(row(reader));
            }
            return rows;
        }
    }

    internal static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    internal static ulong UInt64(this NpgsqlDataReader reader, int column) => (ulong)reader.GetInt64(column);

    internal static ulong? MaybeUInt64(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : (ulong)reader.GetInt64(column);

    internal static CompressedRistretto Key(this NpgsqlDataReader reader, int column)
    {
        byte[] bytes = reader.Bytes(column);
        return bytes.Length == CompressedRistretto.Size
            ? new CompressedRistretto(bytes)
            : throw new RecoveryDbException(RecoveryDbError.IngressKeysSchemaViolation, $"an ingress key of {bytes.Length} bytes");
    }
}
