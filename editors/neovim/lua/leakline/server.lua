-- The server: how it is started in each version of Neovim, and how it is asked.

local M = {}

local ROOT_MARKERS = { 'leakline.json', 'package.json', 'tsconfig.json', 'jsconfig.json', '.git' }
local options = vim.g.leakline or {}

M.filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact' }

function M.settings() return options.settings or {} end

--- The project's folder of a buffer.
function M.root_of(bufnr)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':p:h')
  for _, marker in ipairs(ROOT_MARKERS) do
    local found = vim.fn.findfile(marker, folder .. ';')
    if found == '' then found = vim.fn.finddir(marker, folder .. ';') end
    if found ~= '' then return vim.fn.fnamemodify(found, ':p:s?/$??:h') end
  end
  return folder
end

--- What `vim.lsp.config` (0.11) or `vim.lsp.start` (0.8) takes.
function M.config()
  local settings = options.settings or vim.empty_dict()
  return {
    name = 'leakline',
    cmd = options.command or { 'leakline', 'serve' },
    filetypes = M.filetypes,
    settings = { leakline = settings },
    init_options = settings,
  }
end

local function client()
  local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, candidate in ipairs(clients()) do
    if candidate.name == 'leakline' and candidate.initialized ~= false then return candidate end
  end
end

--- Let the server run a command; answers the request's id, for cancel().
function M.execute(command, arguments, on_result)
  local server = client()
  if not server then
    local program = M.config().cmd[1]
    local why = 'open a JavaScript file first'
    if vim.fn.executable(program) == 0 then why = program .. ' cannot be run; pipx install leakline, or set vim.g.leakline.command' end
    vim.notify('leakline is not running: ' .. why, vim.log.levels.WARN)
    return
  end
  local function answered(err, result)
    if err then
      vim.notify('leakline: ' .. err.message, vim.log.levels.ERROR)
    else
      on_result(result)
    end
  end
  local params = { command = command, arguments = arguments }
  local _, request
  if vim.fn.has('nvim-0.11') == 1 then
    _, request = server:request('workspace/executeCommand', params, answered)
  else
    _, request = server.request('workspace/executeCommand', params, answered)
  end
  return request
end

--- Whether there was a server to cancel a request of.
function M.cancel(request)
  local server = client()
  if not server then return false end
  if vim.fn.has('nvim-0.11') == 1 then
    server:cancel_request(request)
  else
    server.cancel_request(request)
  end
  return true
end

--- Ask for code lenses again in every window that shows JavaScript.
function M.refresh_lenses()
  local server = client()
  if not (server and server.server_capabilities.codeLensProvider) then return end
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    vim.api.nvim_win_call(window, function()
      if not vim.tbl_contains(M.filetypes, vim.bo.filetype) then return end
      if vim.fn.has('nvim-0.10') == 1 then
        vim.lsp.codelens.refresh({ bufnr = 0 })
      else
        vim.lsp.codelens.refresh()
      end
    end)
  end
end

local function start_on_filetype(group)
  local started = {} -- root folder -> client id, for Neovim 0.7, which has no vim.lsp.start
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.filetypes,
    callback = function(event)
      local root = M.root_of(event.buf)
      local config = vim.tbl_extend('force', M.config(), { root_dir = root })
      config.filetypes = nil
      if vim.lsp.start then
        vim.lsp.start(config, { bufnr = event.buf })
        return
      end
      if not (started[root] and vim.lsp.get_client_by_id(started[root])) then
        config.workspace_folders = { { uri = vim.uri_from_fname(root), name = root } }
        started[root] = vim.lsp.start_client(config)
      end
      if started[root] then vim.lsp.buf_attach_client(event.buf, started[root]) end
    end,
  })
end

local function show_progress(group)
  if vim.fn.exists('##LspProgress') ~= 1 then return end
  vim.api.nvim_create_autocmd('LspProgress', {
    group = group,
    callback = function(event)
      local value = event.data.params.value
      local server = vim.lsp.get_client_by_id(event.data.client_id)
      if not (server and server.name == 'leakline') or value.kind == 'end' then return end
      local text = ('leakline: %s %d%%'):format(value.message or value.title or '', value.percentage or 0)
      vim.api.nvim_echo({ { text } }, false, {})
      vim.cmd('redraw')
    end,
  })
end

--- Start the server whenever a JavaScript file is opened; called by plugin/leakline.lua.
function M.enable()
  local group = vim.api.nvim_create_augroup('leakline', { clear = true })
  if vim.fn.has('nvim-0.11') == 1 then
    local config = M.config()
    config.name = nil
    config.root_dir = function(bufnr, on_dir) on_dir(M.root_of(bufnr)) end
    vim.lsp.config('leakline', config)
    vim.lsp.enable('leakline')
  else
    start_on_filetype(group)
  end
  show_progress(group)
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave' }, { group = group, callback = M.refresh_lenses })
end

return M
